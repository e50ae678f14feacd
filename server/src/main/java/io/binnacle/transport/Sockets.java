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
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.spi.SelectorProvider;

/** The kinds of sockets that there are, best first. */
enum Sockets {
  /** Linux: netty's epoll. */
  EPOLL {
    @Override
    IoHandlerFactory ioHandlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    DatagramChannel datagramChannel(SocketProtocolFamily family) {
      return new EpollDatagramChannel(family);
    }

    @Override
    ServerChannel serverChannel(SocketProtocolFamily family) {
      return new EpollServerSocketChannel(family);
    }

    @Override
    boolean canSharePorts() {
      return true;
    }
  },

  /** Everywhere else: the JDK's. */
  NIO {
    @Override
    IoHandlerFactory ioHandlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    DatagramChannel datagramChannel(SocketProtocolFamily family) {
      return new NioDatagramChannel(family);
    }

    @Override
    ServerChannel serverChannel(SocketProtocolFamily family) {
      return new NioServerSocketChannel(SelectorProvider.provider(), family);
    }

    @Override
    boolean canSharePorts() {
      return false;
    }
  };

  static Sockets best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  static StandardProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  abstract IoHandlerFactory ioHandlers();

  abstract DatagramChannel datagramChannel(SocketProtocolFamily family);

  abstract ServerChannel serverChannel(SocketProtocolFamily family);

  /**
   * Whether several sockets on one port get a share each of what comes in (SO_REUSEPORT; other
   * systems have the option, but give everything to one socket).
   */
  abstract boolean canSharePorts();

  /** Opens a socket for datagrams; nothing is read from it yet. */
  Datagrams openDatagrams(EventLoop loop, InetSocketAddress address, boolean isShared) {
    return NettyDatagrams.open(this, loop, address, isShared);
  }
}
