// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * An address where queries come in.
 *
 * <pre>{@code
 * bind ──▶ bound ── start ──▶ receiving ── drain ──▶ draining ── close ──▶ closed
 *          sockets are open;  queries come          no query is taken;
 *          nothing is read    and are answered      responses still go out
 * }</pre>
 *
 * <p><i>Safe for use by many threads.</i>
 */
public sealed interface Listener extends AutoCloseable permits UdpListener, TcpListener {
  /** All addresses of this machine: of IPv6, where it has that, and of IPv4. */
  static InetSocketAddress everywhere(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("::"), port);
  }

  /** The address and port, also where the system chose the port. */
  InetSocketAddress address();

  /** Begins to hand over messages. */
  void start();

  /**
   * Takes no more messages.
   *
   * @return done when each message taken so far has had its response
   */
  CompletionStage<Void> drain();

  /** Closes all sockets, whatever is still to be answered; returns when that is done. */
  @Override
  void close();
}
