// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.StreamLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: queries behind their lengths come in, responses go out as they are
 * ready, in any order.
 *
 * <p>Whatever happens, {@link #advance} follows: it takes what can be taken, sends what is to be
 * sent, and reads on, waits or closes.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6.2.1">RFC 7766, section 6.2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-8">RFC 7766, section 8</a>
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements ResponseSink {
  private static final Logger logger = LoggerFactory.getLogger(TcpConnection.class);

  /** No message is shorter than its header. */
  private static final int SHORTEST = 12;

  private static final int LENGTH_SIZE = 2;

  /** Responses that are ready together are sent together, up to about this many bytes. */
  private static final int OUT_BUFFER = 16 << 10;

  private final TcpConnections home;
  private final TcpLimits limits;
  private final Channel channel;
  private final Client client;
  private final Runnable lateAdvance = this::advanceLate;

  /**
   * What was received and is not yet handed over: an incomplete query, or queries that must wait.
   */
  private @Nullable ByteBuf unread;

  /** Responses that are not yet written to the channel. */
  private @Nullable ByteBuf out;

  private int taken;
  private int inFlight;
  private int unsentBytes;
  private int heldBytes;
  private boolean isQueryBegun = true;
  private long queryBegunAt = System.nanoTime();
  private long unsentSince;
  private long activeAt = queryBegunAt;
  private boolean isAdvancing;
  private boolean isAdvanceDue;
  private boolean isInputOver;
  private boolean isDraining;

  /** A new connection; it keeps the limits that hold when it comes. */
  TcpConnection(TcpConnections home, Channel channel, Client client) {
    this.home = home;
    this.limits = home.limits();
    this.channel = channel;
    this.client = client;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    ByteBuf bytes = (ByteBuf) received;
    if (!channel.isOpen()) {
      bytes.release();
      return;
    }
    unread =
        unread == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(channel.alloc(), unread, bytes);
    advance();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      // RFC 7766, 6.2.4: a client that has closed its side still gets its responses
      isInputOver = true;
      advance();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    advance();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      logger.debug("{} (tcp): {}", client.address(), cause.toString()); // a reset, mostly
    } else {
      logger.error("{} (tcp): a message could not be dealt with", client.address(), cause);
    }
    abort();
  }

  @Override
  public void send(byte[] response, int length, Client to) {
    inFlight--;
    if (channel.isOpen()) {
      ByteBuf buffer = out;
      if (buffer == null) {
        buffer = channel.alloc().directBuffer(LENGTH_SIZE + length);
        out = buffer;
      }
      buffer.writeShort(length).writeBytes(response, 0, length);
      if (buffer.readableBytes() >= OUT_BUFFER) {
        write();
      }
    }
    answered();
  }

  @Override
  public void drop(Client to) {
    inFlight--;
    answered();
  }

  /** Takes no more queries; closes when those taken have had their responses. */
  void drain() {
    isDraining = true;
    advance();
  }

  /** Closes at once, leaving nothing to the kernel that the client might never take. */
  void abort() {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      var _ = channel.close();
    }
  }

  /** Closes if the client has taken more time than it has. */
  void expire(long now) {
    StreamLimits times = limits.stream();
    if (isQueryBegun && now - queryBegunAt > times.read().toNanos()) {
      abort();
    } else if (unsentBytes > 0 && now - unsentSince > times.write().toNanos()) {
      abort();
    } else if (inFlight == 0 && unsentBytes == 0 && now - activeAt > times.idle().toNanos()) {
      var _ = channel.close();
    }
  }

  /** Frees what is held, after the channel has been closed. */
  void closed() {
    releaseUnread();
    if (out != null) {
      out.release();
      out = null;
    }
    home.census().hold(-heldBytes);
    heldBytes = 0;
  }

  private void answered() {
    if (!isAdvancing && !isAdvanceDue) {
      isAdvanceDue = true;
      home.loop().execute(lateAdvance);
    }
  }

  private void advanceLate() {
    isAdvanceDue = false;
    advance();
  }

  private void advance() {
    if (isAdvancing || !channel.isOpen()) {
      return;
    }
    isAdvancing = true;
    try {
      boolean hasTaken = false;
      while (canTake() && nextIsWhole()) {
        hasTaken = true;
        take();
      }
      write();
      settle(hasTaken);
    } finally {
      isAdvancing = false;
    }
  }

  private boolean canTake() {
    return !isDraining
        && inFlight < limits.maxInFlight()
        && channel.isOpen()
        && channel.isWritable();
  }

  private boolean nextIsWhole() {
    ByteBuf bytes = unread;
    return bytes != null
        && bytes.readableBytes() >= LENGTH_SIZE
        && bytes.readableBytes() >= LENGTH_SIZE + bytes.getUnsignedShort(bytes.readerIndex());
  }

  private void take() {
    ByteBuf bytes = Objects.requireNonNull(unread);
    int length = bytes.readUnsignedShort();
    if (length < SHORTEST) {
      abort();
      return;
    }
    byte[] message = home.message();
    bytes.readBytes(message, 0, length);
    inFlight++;
    taken++;
    isDraining |= taken == limits.stream().maxQueries();
    home.receiver().received(message, length, client, this);
  }

  private void write() {
    ByteBuf buffer = out;
    if (buffer == null) {
      return;
    }
    out = null;
    int size = buffer.readableBytes();
    ChannelFuture sent = channel.writeAndFlush(buffer);
    if (!sent.isDone()) {
      if (unsentBytes == 0) {
        unsentSince = System.nanoTime();
      }
      unsentBytes += size;
      sent.addListener(done -> sent(size));
    }
  }

  private void sent(int size) {
    unsentBytes -= size;
    unsentSince = System.nanoTime();
    advance();
  }

  /** After all that could be done now: what is waited for, and for how long. */
  private void settle(boolean hasTaken) {
    if (unread != null && !unread.isReadable()) {
      releaseUnread();
    }
    activeAt = System.nanoTime();
    if (hasTaken) {
      isQueryBegun = false;
    }
    if (unread != null && canTake() && !isQueryBegun) {
      isQueryBegun = true;
      queryBegunAt = activeAt;
    }
    int held = unsentBytes + (unread == null ? 0 : unread.capacity());
    boolean isWithinAll = home.census().hold(held - heldBytes);
    heldBytes = held;
    if (!isWithinAll || unsentBytes > limits.maxUnsentBytes()) {
      abort();
    } else if ((isDraining || isInputOver) && inFlight == 0 && unsentBytes == 0) {
      var _ = channel.close();
    } else {
      channel.config().setAutoRead(canTake() && !isInputOver);
    }
  }

  private void releaseUnread() {
    if (unread != null) {
      unread.release();
      unread = null;
    }
  }
}
