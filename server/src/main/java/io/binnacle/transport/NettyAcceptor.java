// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.Math.toIntExact;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections by channels of netty's, on any system; deals them out, where the system does
 * not.
 *
 * <p><i>Safe for use by many threads.</i> What it does, it does on its event loop.
 */
final class NettyAcceptor implements Acceptor {
  private static final Logger logger = LoggerFactory.getLogger(NettyAcceptor.class);

  private final Channel server;

  private NettyAcceptor(Channel server) {
    this.server = server;
  }

  /** Opens the socket; connections wait until {@link #start}. */
  static NettyAcceptor open(
      EventLoops loops,
      EventLoop acceptor,
      InetSocketAddress address,
      Function<EventLoop, TcpConnections> connections) {
    Sockets sockets = loops.sockets();
    EventLoopGroup group = sockets.canSharePorts() ? acceptor : loops.group();
    SocketProtocolFamily family = SocketProtocolFamily.of(Sockets.family(address));
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, group)
            .channelFactory(() -> sockets.serverChannel(family))
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .handler(new PauseOnError())
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, connections.apply(channel.eventLoop()));
                  }
                });
    if (sockets.canSharePorts()) {
      bootstrap
          .option(UnixChannelOption.SO_REUSEPORT, true)
          .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) KERNEL_UNSENT_BYTES);
    }
    return new NettyAcceptor(bootstrap.bind(address).syncUninterruptibly().channel());
  }

  private static void accept(Channel channel, TcpConnections connections) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress client)
        || !(channel.localAddress() instanceof InetSocketAddress local)
        || !connections.admits(client)) {
      // a reset tells the client at once to try elsewhere, and leaves nothing behind here
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.unsafe().closeForcibly();
      return;
    }
    // also for what a closed connection has left behind; not every system has it
    channel
        .config()
        .setOption(
            EpollChannelOption.TCP_USER_TIMEOUT,
            toIntExact(connections.limits().stream().write().toMillis()));
    connections.open(new NettyStream(channel), client, local);
  }

  @Override
  public void start() {
    server.config().setAutoRead(true);
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
  }

  /** When a connection cannot be accepted, the next wait a while. */
  private static final class PauseOnError extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      logger.warn(
          "{} (tcp): no connections are accepted for {} s: {}",
          NetUtil.toSocketAddressString((InetSocketAddress) context.channel().localAddress()),
          PAUSE_SECONDS,
          cause.toString());
      ChannelConfig config = context.channel().config();
      config.setAutoRead(false);
      var _ =
          context
              .executor()
              .schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
