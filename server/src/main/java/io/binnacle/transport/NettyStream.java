// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection by a channel of netty's, on any system.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class NettyStream extends ChannelInboundHandlerAdapter implements StreamSocket {
  private final Channel channel;
  private @Nullable Receiver receiver;

  NettyStream(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
    channel.pipeline().addLast(this);
    channel.closeFuture().addListener(_ -> newReceiver.closed());
  }

  private Receiver receiver() {
    return Objects.requireNonNull(receiver);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    ByteBuf bytes = (ByteBuf) received;
    try {
      receiver().received(bytes);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      receiver().ended();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    receiver().failed(cause);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void read(boolean isRead) {
    channel.config().setAutoRead(isRead);
  }

  @Override
  public int write(ByteBuf bytes) {
    int size = bytes.readableBytes();
    ChannelFuture sent = channel.writeAndFlush(bytes);
    if (sent.isDone()) {
      return 0;
    }
    sent.addListener(_ -> receiver().sent(size));
    return size;
  }

  @Override
  public void close() {
    var _ = channel.close();
  }

  @Override
  public void reset() {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      close();
    }
  }
}
