// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.buffer.ByteBuf;

/**
 * A socket that the bytes of one client's connection come and go by.
 *
 * <p><i>Confined to one event loop.</i>
 */
interface StreamSocket {
  /** Is told what happens to the connection. */
  interface Receiver {
    /**
     * Bytes have come.
     *
     * @param bytes the socket's own, valid during this call
     */
    void received(ByteBuf bytes);

    /** The client has closed its side: nothing more will come. */
    void ended();

    /** So many bytes that could not be sent at once have been sent. */
    void sent(int bytes);

    /** The connection is broken, or something threw; it is still to be closed. */
    void failed(Throwable cause);

    /** The socket is closed; nothing follows. */
    void closed();
  }

  /** Begins to tell this receiver. */
  void start(Receiver receiver);

  boolean isOpen();

  /** Whether bytes are read when they come; at first they are. */
  void read(boolean isRead);

  /**
   * Sends bytes behind those that were sent before.
   *
   * @param bytes the socket's from now on
   * @return how many of them could not be sent at once, and are sent when they can
   */
  int write(ByteBuf bytes);

  /** Closes; what has been sent still reaches the client. */
  void close();

  /** Closes at once, leaving nothing to the kernel that the client might never take. */
  void reset();
}
