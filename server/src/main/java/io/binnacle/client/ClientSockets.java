// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/**
 * New sockets, of the kind that an event loop drives and the family that a server's address has.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class ClientSockets {
  private ClientSockets() {}

  static DatagramChannel datagrams(EventLoop loop, InetSocketAddress server) {
    return isEpoll(loop)
        ? new EpollDatagramChannel(family(server))
        : new NioDatagramChannel(family(server));
  }

  static SocketChannel stream(EventLoop loop, InetSocketAddress server) {
    return isEpoll(loop)
        ? new EpollSocketChannel(family(server))
        : new NioSocketChannel(SelectorProvider.provider(), family(server));
  }

  private static boolean isEpoll(EventLoop loop) {
    return loop instanceof IoEventLoop ioLoop && ioLoop.isIoType(EpollIoHandler.class);
  }

  private static SocketProtocolFamily family(InetSocketAddress server) {
    return server.getAddress() instanceof Inet6Address
        ? SocketProtocolFamily.INET6
        : SocketProtocolFamily.INET;
  }
}
