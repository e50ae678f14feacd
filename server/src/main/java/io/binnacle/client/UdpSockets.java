// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.plugin.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The UDP sockets of one event loop towards one server: one that takes queries, while those before
 * it wait for their last responses.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class UdpSockets {
  private final LoopClient client;
  private @Nullable UdpSocket current;

  UdpSockets(LoopClient client) {
    this.client = client;
  }

  void send(Exchange exchange) {
    UdpSocket socket = current;
    boolean isNew = false;
    if (socket == null || !socket.takesQueries()) {
      retire();
      try {
        socket = UdpSocket.open(client);
      } catch (UpstreamException e) {
        exchange.failed(e);
        return;
      }
      current = socket;
      isNew = true;
    }
    socket.send(exchange);
    client.use().sent(Transport.UDP, isNew);
  }

  /** The current socket takes no more queries. */
  void retire() {
    if (current != null) {
      current.retire();
      current = null;
    }
  }
}
