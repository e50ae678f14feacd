// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams by netty's channels.
 *
 * <p>They tell neither which address was asked nor let one say which to answer from. So where all
 * addresses are to be listened at, each that an interface has now gets a channel of its own, beside
 * the one for all others.
 *
 * <p><i>Confined to one event loop</i>, but for what says otherwise.
 */
final class NettyDatagrams implements Datagrams {
  /** The responses of a batch are cut from one buffer. */
  private static final int OUT_BUFFER = 32 << 10;

  /** What may wait for a network that cannot keep up; more is lost. */
  private static final int OUT_LIMIT = 1 << 20;

  /** How often is looked whether more has come before reading ends: more than the kernel holds. */
  private static final int LAST_TURNS = 256;

  private static final Logger logger = LoggerFactory.getLogger(NettyDatagrams.class);

  private final Sockets sockets;
  private final EventLoop loop;
  private final Channel main;

  /** By the address that is asked; the main one among them. */
  private final Map<InetSocketAddress, Channel> channels = new ConcurrentHashMap<>();

  private final Set<Channel> written = new HashSet<>();
  private @Nullable Receiver receiver;
  private @Nullable ByteBuf out;
  private int received;

  private NettyDatagrams(Sockets sockets, EventLoop loop, InetSocketAddress address) {
    this.sockets = sockets;
    this.loop = loop;
    this.main = open(address, address.getAddress().isAnyLocalAddress());
    channels.put(address(), main);
  }

  /** Opens what is needed for one address on each of these event loops. */
  static List<Datagrams> open(
      Sockets sockets, List<EventLoop> loops, InetSocketAddress address, HeldAddresses held)
      throws IOException {
    List<NettyDatagrams> all = new ArrayList<>();
    try {
      for (EventLoop loop : loops) {
        all.add(new NettyDatagrams(sockets, loop, address));
      }
      if (address.getAddress().isAnyLocalAddress()) {
        for (InetSocketAddress one : ours(address)) {
          if (!held.has(Transport.UDP, one)) {
            all.forEach(datagrams -> datagrams.add(one));
          }
        }
        held.whenTaken(
            Transport.UDP, address, one -> all.forEach(datagrams -> datagrams.leave(one)));
      }
      return List.copyOf(all);
    } catch (Throwable e) { // netty throws what it does not declare
      all.forEach(Datagrams::close);
      throw e;
    }
  }

  /** What the interfaces of this machine have of all addresses. */
  private static List<InetSocketAddress> ours(InetSocketAddress all) throws IOException {
    boolean hasIpv6 = Sockets.family(all) == StandardProtocolFamily.INET6;
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(address -> new InetSocketAddress(address, all.getPort()))
        .filter(one -> hasIpv6 || Sockets.family(one) == StandardProtocolFamily.INET)
        .toList();
  }

  private Channel open(InetSocketAddress address, boolean isShared) {
    SocketProtocolFamily family = SocketProtocolFamily.of(Sockets.family(address));
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(() -> withBuffers(sockets.datagramChannel(family)))
            .option(ChannelOption.AUTO_READ, false)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(OUT_LIMIT, OUT_LIMIT))
            .handler(new ChannelInboundHandlerAdapter());
    if (sockets == Sockets.NIO) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, isShared)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(MAX_LENGTH).maxMessagesPerRead(BATCH));
    } else {
      bootstrap
          .option(UnixChannelOption.SO_REUSEPORT, true)
          // one recvmmsg for a whole batch
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_LENGTH)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(MAX_LENGTH * BATCH).maxMessagesPerRead(1));
    }
    return bootstrap.bind(address).syncUninterruptibly().channel();
  }

  private static DatagramChannel withBuffers(DatagramChannel channel) {
    LinuxSocket socket = socket(channel);
    if (socket != null) {
      LinuxSockets.askForBuffers(socket);
    } else {
      channel.config().setReceiveBufferSize(BUFFER).setSendBufferSize(BUFFER);
    }
    return channel;
  }

  /** Takes one of our addresses from the main channel. */
  private void add(InetSocketAddress one) {
    try {
      channels.put(one, open(one, true));
    } catch (Exception e) { // netty throws what it does not declare
      logger.debug("{} (udp): no channel of its own: {}", one, e.toString());
    }
  }

  /** Leaves an address to somebody else. */
  private void leave(InetSocketAddress one) {
    Channel channel = channels.remove(one);
    if (channel != null) {
      channel.close().syncUninterruptibly();
    }
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) main.localAddress();
  }

  @Override
  public int receiveBuffer() {
    LinuxSocket socket = socket(main);
    return socket == null
        ? main.config().getOption(ChannelOption.SO_RCVBUF)
        : LinuxSockets.receiveBuffer(socket);
  }

  @Override
  public OptionalLong dropped() {
    long dropped = 0;
    for (Channel channel : channels.values()) {
      LinuxSocket socket = socket(channel);
      if (socket == null) {
        return OptionalLong.empty();
      }
      dropped += channel.isOpen() ? LinuxSockets.dropped(socket) : 0;
    }
    return OptionalLong.of(dropped);
  }

  private static @Nullable LinuxSocket socket(Channel channel) {
    return channel instanceof UnixChannel unix && unix.fd() instanceof LinuxSocket socket
        ? socket
        : null;
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
    channels.forEach(
        (local, channel) -> {
          channel.pipeline().addFirst(new Reader(newReceiver, local));
          channel.config().setAutoRead(true);
        });
  }

  @Override
  public void stop(Runnable done) {
    stop(LAST_TURNS, done);
  }

  /** Ends reading after a turn of the event loop that brought nothing. */
  private void stop(int turns, Runnable done) {
    int before = received;
    var _ =
        loop.schedule(
            () -> {
              if (received == before || turns == 0) {
                channels.values().forEach(channel -> channel.config().setAutoRead(false));
                done.run();
              } else {
                stop(turns - 1, done);
              }
            },
            0,
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void write(byte[] message, int length, Client client) {
    Channel channel = channels.getOrDefault(client.local(), main);
    if (!channel.isWritable()) {
      lose();
      return;
    }
    ByteBuf buffer = out;
    if (buffer == null || buffer.writableBytes() < length) {
      releaseOut();
      buffer = channel.alloc().directBuffer(Math.max(OUT_BUFFER, length));
      out = buffer;
    }
    buffer.writeBytes(message, 0, length);
    var _ =
        channel.write(
            new DatagramPacket(buffer.readRetainedSlice(length), client.address()),
            channel.voidPromise());
    written.add(channel);
  }

  private void lose() {
    Receiver to = receiver;
    if (to != null) {
      to.lost(1);
    }
  }

  @Override
  public void flush() {
    releaseOut();
    written.forEach(Channel::flush);
    written.clear();
  }

  @Override
  public void close() {
    channels.values().forEach(channel -> channel.close().syncUninterruptibly());
  }

  private void releaseOut() {
    if (out != null) {
      out.release();
      out = null;
    }
  }

  private final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {
    private final byte[] message = new byte[MAX_LENGTH];
    private final Receiver receiver;
    private final InetSocketAddress local;

    Reader(Receiver receiver, InetSocketAddress local) {
      this.receiver = receiver;
      this.local = local;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      received++;
      InetSocketAddress sender = packet.sender();
      if (sender.getPort() == 0) {
        return; // nobody to answer
      }
      int length = Math.min(packet.content().readableBytes(), MAX_LENGTH);
      packet.content().getBytes(packet.content().readerIndex(), message, 0, length);
      receiver.received(message, length, Client.of(sender, local, Transport.UDP, loop));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      receiver.batchEnds();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // an unreachable client, say: not worth a line in the log
      logger.debug("{}: {}", local, cause.toString());
    }
  }
}
