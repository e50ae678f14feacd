// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.plugin.Transport;
import io.netty.channel.ChannelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connections of one event loop to one server that take queries.
 *
 * <p>Many servers answer what comes on one connection one after the other. So a query gets a
 * connection that nobody else uses; only when there are {@link #MAX_CONNECTIONS}, or {@link
 * #MAX_ENCRYPTED}, does it share one.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6.2">RFC 7766, section 6.2</a>
 */
final class TcpConnections {
  /** Connections that take queries at a time. */
  static final int MAX_CONNECTIONS = 32;

  /** The same for encrypted ones, which cost more to open than a server's order may cost. */
  static final int MAX_ENCRYPTED = 8;

  private final LoopClient client;
  private final List<TcpConnection> connections = new ArrayList<>();

  TcpConnections(LoopClient client) {
    this.client = client;
  }

  void send(Exchange exchange) {
    TcpConnection connection = leastBusy();
    if (connection == null || (connection.isBusy() && mayOpenAnother())) {
      sendOnNew(exchange);
    } else {
      connection.send(exchange);
      client.use().sent(Transport.TCP, false);
    }
  }

  private boolean mayOpenAnother() {
    return connections.size() < (client.tls() == null ? MAX_CONNECTIONS : MAX_ENCRYPTED);
  }

  private void sendOnNew(Exchange exchange) {
    try {
      TcpConnection connection = TcpConnection.open(client, this);
      connections.add(connection);
      connection.send(exchange);
      connection.connect();
      client.use().sent(Transport.TCP, true);
    } catch (ChannelException e) { // no descriptors left
      exchange.failed(client.refusal(Transport.TCP, e));
    }
  }

  private @Nullable TcpConnection leastBusy() {
    List.copyOf(connections).stream().filter(TcpConnection::isAged).forEach(TcpConnection::retire);
    TcpConnection least = null;
    for (TcpConnection connection : connections) {
      if (least == null || connection.waiting() < least.waiting()) {
        least = connection;
      }
    }
    return least;
  }

  /** Whether more connections are idle than shall be kept. */
  boolean hasTooManyIdle() {
    int maxIdle = client.config().maxIdle();
    return maxIdle > 0 && connections.stream().filter(c -> !c.isBusy()).count() > maxIdle;
  }

  /** This connection takes no more queries. */
  void retired(TcpConnection connection) {
    connections.remove(connection);
  }

  /** No connection takes more queries. */
  void retire() {
    List.copyOf(connections).forEach(TcpConnection::retire);
  }
}
