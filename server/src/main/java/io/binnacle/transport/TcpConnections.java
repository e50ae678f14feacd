// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.StreamLimits;
import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The connections of one listener on one event loop.
 *
 * <p>One timer looks at them all, some four times in the shortest time-out: a timer for each would
 * have to be moved with every query.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class TcpConnections {
  private static final long SHORTEST_SWEEP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_SWEEP = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final TcpCensus census;
  private final byte[] message = new byte[0xffff];
  private final Set<TcpConnection> open = new HashSet<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private TcpLimits limits;
  private MessageReceiver receiver;
  private boolean isSweeping;
  private boolean isDismissing;
  private boolean isDraining;

  TcpConnections(EventLoop loop, TcpLimits limits, TcpCensus census, MessageReceiver receiver) {
    this.loop = loop;
    this.limits = limits;
    this.census = census;
    this.receiver = receiver;
  }

  /** Hands messages over to another from now on; connections that are new have these limits. */
  void handOver(TcpLimits newLimits, MessageReceiver newReceiver) {
    limits = newLimits;
    receiver = newReceiver;
  }

  EventLoop loop() {
    return loop;
  }

  TcpLimits limits() {
    return limits;
  }

  TcpCensus census() {
    return census;
  }

  MessageReceiver receiver() {
    return receiver;
  }

  /** Where a message is handed over; used by one connection at a time. */
  byte[] message() {
    return message;
  }

  /** Counts a new connection of a client, if it may have one; else it is to be reset. */
  boolean admits(InetSocketAddress client) {
    return !isDraining && census.enter(client.getAddress());
  }

  /** Takes the connection of a client that was admitted. */
  void open(StreamSocket socket, InetSocketAddress client, InetSocketAddress local) {
    TcpConnection connection =
        new TcpConnection(this, socket, Client.of(client, local, Transport.TCP, loop));
    open.add(connection);
    sweepLater();
    socket.start(connection);
  }

  /** Sends clients elsewhere: each connection ends when what was asked on it is answered. */
  void dismiss() {
    isDismissing = true;
    List.copyOf(open).forEach(TcpConnection::dismiss);
  }

  boolean isDismissing() {
    return isDismissing;
  }

  /** Takes no more queries; done when those taken have had their responses and all is closed. */
  void drain() {
    isDraining = true;
    List.copyOf(open).forEach(TcpConnection::drain);
    checkDrained();
  }

  void close() {
    isDraining = true;
    List.copyOf(open).forEach(TcpConnection::abort);
    checkDrained();
  }

  CompletableFuture<Void> drained() {
    return drained;
  }

  /** A connection is closed. */
  void left(TcpConnection connection, Client client) {
    open.remove(connection);
    census.leave(client.address().getAddress());
    checkDrained();
  }

  private void checkDrained() {
    if (isDraining && open.isEmpty()) {
      drained.complete(null);
    }
  }

  private void sweepLater() {
    if (!isSweeping && !open.isEmpty()) {
      isSweeping = true;
      var _ = loop.schedule(this::sweep, sweepNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private long sweepNanos() {
    StreamLimits times = limits.stream();
    long shortest =
        Stream.of(times.read(), times.write(), times.idle())
            .mapToLong(Duration::toNanos)
            .min()
            .orElseThrow();
    return Math.clamp(shortest / 4, SHORTEST_SWEEP, LONGEST_SWEEP);
  }

  private void sweep() {
    isSweeping = false;
    long now = System.nanoTime();
    List.copyOf(open).forEach(connection -> connection.expire(now));
    sweepLater();
  }
}
