// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

/**
 * A socket that a query was sent on.
 *
 * <p><i>Confined to one event loop.</i>
 */
sealed interface Carrier permits UdpSocket, TcpConnection {
  /** Nobody waits for the response to this exchange any more. */
  void abandon(Exchange exchange);
}
