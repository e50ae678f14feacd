// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/**
 * A socket that datagrams come and go by, in batches.
 *
 * <p><i>Confined to one event loop</i>, but for opening and for what says otherwise.
 */
interface Datagrams {
  /**
   * The longest message that is read whole; clients are told to send no more than 1,232 bytes.
   * Longer ones are cut: what is left is malformed, or is all that its header promises.
   */
  int MAX_LENGTH = 4096;

  /** How many messages are read at once. */
  int BATCH = 64;

  /**
   * What the kernel is asked to hold each way, in bytes: some 5,000 queries while the event loop is
   * busy.
   */
  int BUFFER = 4 << 20;

  /** Takes the messages that come. */
  interface Receiver {
    /**
     * A message has come.
     *
     * @param message holds the message from its beginning, and is valid during this call
     */
    void received(byte[] message, int length, Client client);

    /** No more messages for now. */
    void batchEnds();

    /** The system did not take so many messages that were written. */
    void lost(int messages);
  }

  /** The address and port; to be asked by any thread. */
  InetSocketAddress address();

  /**
   * What the kernel grants of {@link #BUFFER} for messages that come; to be asked by any thread.
   */
  int receiveBuffer();

  /**
   * How many messages the kernel had no room for, if this system tells; to be asked by any thread.
   */
  OptionalLong dropped();

  /** Begins to read. */
  void start(Receiver receiver);

  /**
   * Reads what has come, then no more, once and for all; messages can still be written.
   *
   * @param done runs when nothing more will be received
   */
  void stop(Runnable done);

  /** Takes a message to be sent, copying it; loses it when the network cannot keep up. */
  void write(byte[] message, int length, Client client);

  /** Sends what was written. */
  void flush();

  /** Closes the socket; to be called by any thread, and done on return. */
  void close();
}
