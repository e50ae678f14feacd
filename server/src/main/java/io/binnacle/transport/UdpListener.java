// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Listens for queries over UDP: sockets on many event loops, where the system spreads queries over
 * them, else one.
 *
 * <p><i>Safe for use by many threads.</i> What it does to a socket, it does on the socket's event
 * loop.
 */
public final class UdpListener implements Listener {
  private final HeldAddresses held;
  private final InetSocketAddress address;
  private final List<UdpExchange> exchanges;

  private UdpListener(HeldAddresses held, InetSocketAddress address, List<UdpExchange> exchanges) {
    this.held = held;
    this.address = address;
    this.exchanges = exchanges;
  }

  /**
   * Opens the sockets; nothing is read before {@link #start}.
   *
   * @param address port 0 lets the system choose
   * @param sockets how many sockets to open, each on an event loop of its own; one, where the
   *     system does not spread queries
   * @param receivers gives what takes the messages on an event loop; asked once for each that is
   *     used
   */
  public static UdpListener bind(
      EventLoops loops,
      InetSocketAddress address,
      int sockets,
      Function<EventLoop, MessageReceiver> receivers)
      throws ListenException {
    InetSocketAddress taken = loops.held().take(Transport.UDP, address);
    List<EventLoop> used = loops.atMost(loops.sockets().canSharePorts() ? sockets : 1);
    List<Datagrams> datagrams;
    try {
      datagrams = loops.sockets().openDatagrams(used, taken, loops.held());
    } catch (Exception e) { // also what netty throws without declaring it
      loops.held().release(Transport.UDP, taken);
      throw ListenException.of(taken, Transport.UDP, e);
    }
    loops.buffers().granted(datagrams.getFirst().receiveBuffer());
    List<UdpExchange> exchanges = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      EventLoop loop = used.get(i);
      exchanges.add(new UdpExchange(datagrams.get(i), loop, receivers.apply(loop)));
    }
    return new UdpListener(loops.held(), taken, List.copyOf(exchanges));
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void start() {
    exchanges.forEach(UdpExchange::start);
  }

  /**
   * Hands over: messages that come from now on go to these receivers.
   *
   * @return done when the receivers until now get nothing more
   */
  public CompletionStage<Void> handOver(Function<EventLoop, MessageReceiver> receivers) {
    return CompletableFuture.allOf(
        exchanges.stream()
            .map(exchange -> exchange.handOver(receivers))
            .toArray(CompletableFuture<?>[]::new));
  }

  /**
   * How many queries the system had no room for, because they came faster than they were read; if
   * it tells.
   */
  public OptionalLong dropped() {
    return exchanges.stream()
        .map(UdpExchange::dropped)
        .reduce(
            OptionalLong.of(0),
            (all, one) ->
                all.isPresent() && one.isPresent()
                    ? OptionalLong.of(all.getAsLong() + one.getAsLong())
                    : OptionalLong.empty());
  }

  @Override
  public CompletionStage<Void> drain() {
    return CompletableFuture.allOf(
        exchanges.stream().map(UdpExchange::drain).toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    exchanges.forEach(UdpExchange::close);
    held.release(Transport.UDP, address);
  }
}
