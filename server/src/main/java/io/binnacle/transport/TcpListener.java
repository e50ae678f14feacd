// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Transport;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for queries over TCP: listening sockets on many event loops, where the system spreads
 * connections over them, else one whose connections are dealt out.
 *
 * <p><i>Safe for use by many threads.</i> What it does to a connection, it does on its event loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766">RFC 7766</a>
 */
public final class TcpListener implements Listener {
  private static final Logger logger = LoggerFactory.getLogger(TcpListener.class);

  /** What the kernel may hold of the responses to one client before this process has to. */
  private static final long KERNEL_UNSENT_BYTES = 64 << 10;

  private final HeldAddresses held;
  private final InetSocketAddress address;
  private final Map<EventLoop, TcpConnections> connections = new HashMap<>();
  private final List<Channel> servers = new ArrayList<>();

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
      if (loops.sockets().canSharePorts()) {
        for (EventLoop loop : loops.atMost(sockets)) {
          listener.open(loops.sockets(), loop, loop);
        }
      } else {
        listener.open(loops.sockets(), loops.all().getFirst(), loops.group());
      }
    } catch (Exception e) {
      listener.close();
      throw ListenException.of(taken, Transport.TCP, e);
    }
    return listener;
  }

  private void open(Sockets sockets, EventLoop acceptor, EventLoopGroup group) {
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
                    accept(channel);
                  }
                });
    if (sockets.canSharePorts()) {
      bootstrap
          .option(UnixChannelOption.SO_REUSEPORT, true)
          .childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, KERNEL_UNSENT_BYTES);
    }
    servers.add(bootstrap.bind(address).syncUninterruptibly().channel());
  }

  private void accept(Channel channel) {
    Objects.requireNonNull(connections.get(channel.eventLoop())).accept(channel);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void start() {
    servers.forEach(server -> server.config().setAutoRead(true));
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

  @Override
  public CompletionStage<Void> drain() {
    servers.forEach(server -> server.close().syncUninterruptibly());
    connections.values().forEach(each -> each.loop().execute(each::drain));
    return CompletableFuture.allOf(
        connections.values().stream()
            .map(TcpConnections::drained)
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void close() {
    servers.forEach(server -> server.close().syncUninterruptibly());
    for (TcpConnections each : connections.values()) {
      each.loop().submit(each::close).syncUninterruptibly();
    }
    held.release(Transport.TCP, address);
  }

  /**
   * When a connection cannot be accepted, for want of file descriptors, say, the next wait a while.
   */
  private static final class PauseOnError extends ChannelInboundHandlerAdapter {
    private static final long PAUSE_SECONDS = 1;

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
