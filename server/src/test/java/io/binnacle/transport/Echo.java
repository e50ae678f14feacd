// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;

/** Answers each message at once, with itself, as a response. */
final class Echo implements MessageReceiver {
  private static final int FLAGS = 2;
  private static final byte QR = (byte) 0x80;

  @Override
  public void received(
      byte[] message, int length, Client client, long now, ResponseSink responses) {
    if (length <= FLAGS) {
      responses.drop(client);
      return;
    }
    byte[] response = message.clone();
    response[FLAGS] |= QR;
    responses.send(response, length, client);
  }

  /** What comes back for this query. */
  static byte[] of(byte[] query) {
    byte[] response = query.clone();
    response[FLAGS] |= QR;
    return response;
  }
}
