// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;

/**
 * Takes the responses to the messages of one listener or connection.
 *
 * <p><i>Confined to one event loop.</i>
 */
public interface ResponseSink {
  /**
   * Sends a response.
   *
   * @param message holds the response from its beginning; the caller's own, copied before return
   * @param length of the response, in bytes
   */
  void send(byte[] message, int length, Client client);

  /** There will be no response to this client's message. */
  void drop(Client client);
}
