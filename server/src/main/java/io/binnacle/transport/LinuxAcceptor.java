// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.Math.toIntExact;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on netty's epoll. What each of them is to have set is set once, here: a
 * connection inherits it.
 *
 * <p><i>Safe for use by many threads.</i> What it does, it does on its event loop.
 */
final class LinuxAcceptor implements Acceptor, EpollIoHandle {
  private static final Logger logger = LoggerFactory.getLogger(LinuxAcceptor.class);

  /** How many connections are accepted before others on the event loop have their turn. */
  private static final int BATCH = 64;

  /** What netty writes of an address: its length, 16 bytes, scope, port. */
  private static final int ADDRESS_SIZE = 1 + 16 + 4 + 4;

  private static final int SOL_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int TCP_NOTSENT_LOWAT = 25;

  private final LinuxSocket socket;
  private final IoEventLoop loop;
  private final TcpConnections connections;
  private final InetSocketAddress address;
  private final int userTimeout;
  private final StreamBuffer in = new StreamBuffer();
  private final byte[] remote = new byte[ADDRESS_SIZE];
  private @Nullable IoRegistration registration;

  private LinuxAcceptor(LinuxSocket socket, IoEventLoop loop, TcpConnections connections) {
    this.socket = socket;
    this.loop = loop;
    this.connections = connections;
    this.address = socket.localAddress();
    this.userTimeout = userTimeout(connections);
  }

  /** Opens the socket; connections wait until {@link #start}. */
  static LinuxAcceptor open(InetSocketAddress address, TcpConnections connections)
      throws IOException {
    SocketProtocolFamily family = SocketProtocolFamily.of(Sockets.family(address));
    LinuxSocket socket = LinuxSocket.newSocketStream(family);
    try {
      socket.setReuseAddress(true);
      socket.setReusePort(true);
      if (Sockets.family(address) == StandardProtocolFamily.INET6) {
        socket.setIntOpt(SOL_IPV6, IPV6_V6ONLY, 0);
      }
      socket.setTcpNoDelay(true);
      socket.setIntOpt(IPPROTO_TCP, TCP_NOTSENT_LOWAT, KERNEL_UNSENT_BYTES);
      socket.setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, userTimeout(connections));
      socket.bind(address);
      socket.listen(NetUtil.SOMAXCONN);
      IoEventLoop loop = (IoEventLoop) connections.loop();
      LinuxAcceptor acceptor = new LinuxAcceptor(socket, loop, connections);
      acceptor.registration = loop.register(acceptor).syncUninterruptibly().getNow();
      return acceptor;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** How long the kernel waits for a client that takes nothing, after a close, too. */
  private static int userTimeout(TcpConnections connections) {
    return toIntExact(connections.limits().stream().write().toMillis());
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void start() {
    if (registration != null && registration.isValid()) {
      registration.submit(EpollIoOps.EPOLLIN);
    }
  }

  @Override
  public void handle(IoRegistration from, IoEvent event) {
    try {
      for (int i = 0; i < BATCH && socket.isOpen(); i++) {
        int fd = socket.accept(remote);
        if (fd < 0) {
          return;
        }
        accept(new Socket(fd), NativeInetAddress.address(remote, 1, remote[0]));
      }
    } catch (Throwable e) { // netty would pause everything, or end the loop
      pause(from, e);
    }
  }

  private void accept(Socket connected, InetSocketAddress client) throws IOException {
    LinuxStream stream = new LinuxStream(connected, loop, in);
    if (!connections.admits(client)) {
      stream.reset();
      return;
    }
    int timeout = userTimeout(connections);
    if (timeout != userTimeout) { // after a reload
      connected.setIntOpt(IPPROTO_TCP, TCP_USER_TIMEOUT, timeout);
    }
    boolean isWildcard = address.getAddress().isAnyLocalAddress();
    connections.open(stream, client, isWildcard ? connected.localAddress() : address);
  }

  private void pause(IoRegistration from, Throwable cause) {
    logger.warn(
        "{} (tcp): no connections are accepted for {} s: {}",
        NetUtil.toSocketAddressString(address),
        PAUSE_SECONDS,
        cause.toString());
    from.submit(EpollIoOps.EPOLLERR); // after NONE, netty could not go back
    var _ = loop.schedule(this::start, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  /** Called by netty, too, when the event loop ends. */
  @Override
  public void close() {
    if (loop.inEventLoop()) {
      closeSocket();
      return;
    }
    try {
      loop.submit(this::closeSocket).syncUninterruptibly();
    } catch (RejectedExecutionException e) {
      // the event loop has ended, and closed it
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      logger.debug("{} (tcp): cannot close: {}", address, e.toString());
    }
    if (registration != null) {
      registration.cancel();
    }
  }
}
