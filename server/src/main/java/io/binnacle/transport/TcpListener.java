// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Listens for queries over TCP: listening sockets on many event loops, where the system spreads
 * connections over them, else one whose connections are dealt out.
 *
 * <p><i>Safe for use by many threads.</i> What it does to a connection, it does on its event loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766">RFC 7766</a>
 */
public final class TcpListener implements Listener {
  private final HeldAddresses held;
  private final InetSocketAddress address;
  private final Map<EventLoop, TcpConnections> connections = new HashMap<>();
  private final List<Acceptor> acceptors = new ArrayList<>();

  private TcpListener(HeldAddresses held, InetSocketAddress address) {
    this.held = held;
    this.address = address;
  }

  /**
   * Opens the sockets; no connection is accepted before {@link #start}.
   *
   * @param address port 0 lets the system choose
   * @param sockets how many sockets to open, each on an event loop of its own; one, where the
   *     system does not spread connections
   * @param receivers gives what takes the messages on an event loop; asked once for each
   */
  public static TcpListener bind(
      EventLoops loops,
      InetSocketAddress address,
      int sockets,
      TcpLimits limits,
      Function<EventLoop, MessageReceiver> receivers)
      throws ListenException {
    InetSocketAddress taken = loops.held().take(Transport.TCP, address);
    TcpListener listener = new TcpListener(loops.held(), taken);
    TcpCensus census = new TcpCensus(limits, loops.connections());
    for (EventLoop loop : loops.all()) {
      listener.connections.put(
          loop, new TcpConnections(loop, limits, census, receivers.apply(loop)));
    }
    try {
      for (EventLoop loop : loops.atMost(loops.sockets().canSharePorts() ? sockets : 1)) {
        listener.acceptors.add(
            loops.sockets().openAcceptor(loops, loop, taken, listener::connections));
      }
    } catch (Exception e) {
      listener.close();
      throw ListenException.of(taken, Transport.TCP, e);
    }
    return listener;
  }

  private TcpConnections connections(EventLoop loop) {
    return Objects.requireNonNull(connections.get(loop));
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void start() {
    acceptors.forEach(Acceptor::start);
  }

  /**
   * Hands over: messages that come from now on, also on connections that are open, go to these
   * receivers. Connections that are open keep their limits.
   *
   * @return done when the receivers until now get nothing more
   */
  public CompletionStage<Void> handOver(
      TcpLimits limits, Function<EventLoop, MessageReceiver> receivers) {
    return CompletableFuture.allOf(
        connections.values().stream()
            .map(each -> handOver(each, limits, receivers.apply(each.loop())))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static CompletableFuture<Void> handOver(
      TcpConnections connections, TcpLimits limits, MessageReceiver receiver) {
    return CompletableFuture.runAsync(
        () -> connections.handOver(limits, receiver), connections.loop());
  }

  /**
   * Sends clients elsewhere, as far as one can: connections are closed when what was asked on them
   * is answered. New ones are accepted, each for one turn.
   */
  public void dismiss() {
    connections.values().forEach(each -> each.loop().execute(each::dismiss));
  }

  @Override
  public CompletionStage<Void> drain() {
    acceptors.forEach(Acceptor::close);
    connections.values().forEach(each -> each.loop().execute(each::drain));
    return CompletableFuture.allOf(
        connections.values().stream()
            .map(TcpConnections::drained)
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    acceptors.forEach(Acceptor::close);
    for (TcpConnections each : connections.values()) {
      each.loop().submit(each::close).syncUninterruptibly();
    }
    held.release(Transport.TCP, address);
  }
}
