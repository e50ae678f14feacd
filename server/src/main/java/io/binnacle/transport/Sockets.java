// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.function.Function;

/** The kinds of sockets that there are, best first. */
enum Sockets {
  /** Linux: netty's epoll, but no channels of netty's. */
  LINUX,

  /** Linux: netty's epoll for all. */
  EPOLL,

  /** Everywhere else: the JDK's. */
  NIO;

  /** Takes netty's datagrams where ours would be better, for comparison or in need. */
  private static final String NETTY_DATAGRAMS = "netty";

  static Sockets best() {
    if (!Epoll.isAvailable()) {
      return NIO;
    }
    return NETTY_DATAGRAMS.equals(System.getProperty("binnacle.datagrams")) ? EPOLL : LINUX;
  }

  static StandardProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /**
   * Whether several sockets on one port get a share each of what comes in (SO_REUSEPORT; other
   * systems have the option, but give everything to one socket).
   */
  boolean canSharePorts() {
    return this != NIO;
  }

  IoHandlerFactory ioHandlers() {
    return this == NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
  }

  /** Opens the sockets of one address for datagrams; nothing is read from them yet. */
  List<Datagrams> openDatagrams(
      List<EventLoop> loops, InetSocketAddress address, HeldAddresses held) throws IOException {
    return this == LINUX
        ? LinuxDatagrams.open(loops, address)
        : NettyDatagrams.open(this, loops, address, held);
  }

  /**
   * Opens a socket for connections; none is accepted yet.
   *
   * @param acceptor the event loop of the socket
   * @param connections gives what takes the connections of an event loop
   */
  Acceptor openAcceptor(
      EventLoops loops,
      EventLoop acceptor,
      InetSocketAddress address,
      Function<EventLoop, TcpConnections> connections)
      throws IOException {
    return this == LINUX
        ? LinuxAcceptor.open(address, connections.apply(acceptor))
        : NettyAcceptor.open(loops, acceptor, address, connections);
  }

  DatagramChannel datagramChannel(SocketProtocolFamily family) {
    return this == NIO ? new NioDatagramChannel(family) : new EpollDatagramChannel(family);
  }

  ServerChannel serverChannel(SocketProtocolFamily family) {
    return this == NIO
        ? new NioServerSocketChannel(SelectorProvider.provider(), family)
        : new EpollServerSocketChannel(family);
  }
}
