// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;

/**
 * Takes the messages that a listener receives on one event loop.
 *
 * <p><i>Confined to one event loop.</i>
 */
public interface MessageReceiver {
  /**
   * A message has come. For each, exactly one call of {@code responses} follows, now or later, on
   * the client's event loop.
   *
   * @param message holds the message from its beginning; the listener's own, valid during this call
   * @param length of the message, in bytes
   * @param now when it was read, by {@link System#nanoTime}; the same for what was read at once
   */
  void received(byte[] message, int length, Client client, long now, ResponseSink responses);

  /** The system did not take so many responses, which are lost. */
  default void lost(int responses) {}
}
