// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.transport.EventLoops;
import io.binnacle.transport.ListenException;
import io.binnacle.transport.MessageReceiver;
import io.binnacle.transport.TcpListener;
import io.binnacle.transport.UdpListener;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * UDP and TCP at one address and port.
 *
 * <p><i>Safe for use by many threads.</i> Its parts are.
 */
record DnsListener(UdpListener udp, TcpListener tcp) implements AutoCloseable {
  private static final int TRIES_FOR_A_COMMON_PORT = 16;

  /** Opens the sockets: where any port will do, at one that is free for both. */
  static DnsListener bind(
      EventLoops loops,
      InetSocketAddress address,
      ListenOptions options,
      Function<EventLoop, MessageReceiver> receivers)
      throws ListenException {
    for (int tries = 1; ; tries++) {
      try {
        return bindBoth(loops, address, options, receivers);
      } catch (ListenException e) {
        if (address.getPort() != 0 || tries == TRIES_FOR_A_COMMON_PORT) {
          throw e;
        }
      }
    }
  }

  private static DnsListener bindBoth(
      EventLoops loops,
      InetSocketAddress address,
      ListenOptions options,
      Function<EventLoop, MessageReceiver> receivers)
      throws ListenException {
    int sockets = options.sockets(loops.all().size());
    TcpListener tcp = TcpListener.bind(loops, address, sockets, options.limits(), receivers);
    try {
      InetSocketAddress same = new InetSocketAddress(address.getAddress(), tcp.address().getPort());
      return new DnsListener(UdpListener.bind(loops, same, sockets, receivers), tcp);
    } catch (ListenException e) {
      tcp.close();
      throw e;
    }
  }

  InetSocketAddress address() {
    return tcp.address();
  }

  /** Begins to hand over messages. */
  void start() {
    udp.start();
    tcp.start();
  }

  /** Messages that come from now on go to these receivers; done when no others get any. */
  CompletableFuture<Void> handOver(
      ListenOptions options, Function<EventLoop, MessageReceiver> receivers) {
    return CompletableFuture.allOf(
        udp.handOver(receivers).toCompletableFuture(),
        tcp.handOver(options.limits(), receivers).toCompletableFuture());
  }

  /** Sends clients that stay connected elsewhere, still answering whoever asks. */
  void dismiss() {
    tcp.dismiss();
  }

  /** Takes no more messages; done when those taken have had their responses. */
  CompletableFuture<Void> drain() {
    return CompletableFuture.allOf(
        udp.drain().toCompletableFuture(), tcp.drain().toCompletableFuture());
  }

  @Override
  public void close() {
    udp.close();
    tcp.close();
  }
}
