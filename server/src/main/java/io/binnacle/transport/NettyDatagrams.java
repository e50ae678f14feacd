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
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.UnixChannelOption;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams by netty's channels.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class NettyDatagrams implements Datagrams {
  /** The responses of a batch are cut from one buffer. */
  private static final int OUT_BUFFER = 32 << 10;

  /** What may wait for a network that cannot keep up; more is lost. */
  private static final int OUT_LIMIT = 1 << 20;

  private static final Logger logger = LoggerFactory.getLogger(NettyDatagrams.class);

  private final Channel channel;
  private final EventLoop loop;
  private @Nullable Receiver receiver;
  private @Nullable ByteBuf out;

  private NettyDatagrams(Channel channel, EventLoop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /** Opens a socket of one address for each of these event loops. */
  static List<Datagrams> open(Sockets sockets, List<EventLoop> loops, InetSocketAddress address) {
    List<Datagrams> all = new ArrayList<>();
    try {
      for (EventLoop loop : loops) {
        all.add(open(sockets, loop, address));
      }
      return all;
    } catch (Throwable e) { // netty throws what it does not declare
      all.forEach(Datagrams::close);
      throw e;
    }
  }

  private static NettyDatagrams open(Sockets sockets, EventLoop loop, InetSocketAddress address) {
    SocketProtocolFamily family = SocketProtocolFamily.of(Sockets.family(address));
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(() -> sockets.datagramChannel(family))
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(OUT_LIMIT, OUT_LIMIT))
            .handler(new ChannelInboundHandlerAdapter());
    if (sockets == Sockets.NIO) {
      bootstrap.option(
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
    return new NettyDatagrams(bootstrap.bind(address).syncUninterruptibly().channel(), loop);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public int receiveBuffer() {
    return channel.config().getOption(ChannelOption.SO_RCVBUF);
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
    channel.pipeline().addFirst(new Reader(newReceiver));
    channel.config().setAutoRead(true);
  }

  @Override
  public void stop() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void write(byte[] message, int length, Client client) {
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
    channel.flush();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
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
    private final InetSocketAddress local = address();

    Reader(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
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
