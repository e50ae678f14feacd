// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for queries over UDP: one socket for each event loop, where the system spreads queries
 * over them, else one.
 *
 * <p><i>Safe for use by many threads.</i> What it does to a socket, it does on the socket's event
 * loop.
 */
public final class UdpListener implements Listener {
  private static final Logger logger = LoggerFactory.getLogger(UdpListener.class);

  private record Socket(EventLoop loop, Datagrams datagrams, UdpExchange exchange) {}

  private final HeldAddresses held;
  private final InetSocketAddress address;
  private final List<Socket> sockets = new ArrayList<>();

  private UdpListener(HeldAddresses held, InetSocketAddress address) {
    this.held = held;
    this.address = address;
  }

  /**
   * Opens the sockets; nothing is read before {@link #start}.
   *
   * @param address port 0 lets the system choose
   * @param receivers gives what takes the messages on an event loop; asked once for each that is
   *     used
   */
  public static UdpListener bind(
      EventLoops loops, InetSocketAddress address, Function<EventLoop, MessageReceiver> receivers)
      throws ListenException {
    InetSocketAddress taken = loops.held().take(Transport.UDP, address);
    UdpListener listener = new UdpListener(loops.held(), taken);
    try {
      boolean isShared = loops.sockets().canSharePorts();
      for (EventLoop loop : isShared ? loops.all() : loops.all().subList(0, 1)) {
        listener.open(loops.sockets(), loop, isShared, receivers.apply(loop));
      }
    } catch (Exception e) {
      listener.close();
      throw ListenException.of(taken, Transport.UDP, e);
    }
    listener.warnOfSmallBuffer();
    return listener;
  }

  private void open(Sockets kind, EventLoop loop, boolean isShared, MessageReceiver receiver)
      throws IOException {
    Datagrams datagrams = kind.openDatagrams(loop, address, isShared);
    sockets.add(new Socket(loop, datagrams, new UdpExchange(datagrams, loop, receiver)));
  }

  private void warnOfSmallBuffer() {
    int size = sockets.getFirst().datagrams().receiveBuffer();
    if (size < Datagrams.RECEIVE_BUFFER) {
      logger.warn(
          "{} (udp): the system grants {} bytes of receive buffer, not {}; bursts of queries will"
              + " be lost (net.core.rmem_max)",
          address,
          size,
          Datagrams.RECEIVE_BUFFER);
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void start() {
    for (Socket socket : sockets) {
      socket.loop().execute(() -> socket.datagrams().start(socket.exchange()));
    }
  }

  @Override
  public CompletionStage<Void> drain() {
    for (Socket socket : sockets) {
      socket.loop().execute(socket.exchange()::drain);
    }
    return CompletableFuture.allOf(
        sockets.stream().map(s -> s.exchange().drained()).toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    sockets.forEach(socket -> socket.datagrams().close());
    held.release(Transport.UDP, address);
  }
}
