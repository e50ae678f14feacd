// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ResponseParser;
import io.binnacle.plugin.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A TCP connection to the server, encrypted or not. Queries are sent before those ahead of them are
 * answered, and responses come in any order.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766">RFC 7766</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7858">RFC 7858: DNS over TLS</a>
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements Carrier {
  /** RFC 1035, 4.2.2: two bytes before each message say how long it is. */
  private static final int LENGTH = 2;

  private static final int LARGEST_FRAME = LENGTH + 0xffff;

  private final LoopClient client;
  private final TcpConnections siblings;
  private final SocketChannel channel;
  private final long openedNanos;

  /** What waits for a response, by message id. */
  private final IntObjectMap<Exchange> exchanges = new IntObjectHashMap<>();

  private boolean isRetired;
  private boolean hasAnswered;
  private Throwable trouble = new EOFException("connection closed");

  private TcpConnection(LoopClient client, TcpConnections siblings, SocketChannel channel) {
    this.client = client;
    this.siblings = siblings;
    this.channel = channel;
    this.openedNanos = client.nanoTime();
  }

  /** One that is to send something, and then to {@link #connect}. */
  static TcpConnection open(LoopClient client, TcpConnections siblings) {
    SocketChannel channel = ClientSockets.stream(client.loop(), client.server());
    TcpConnection connection = new TcpConnection(client, siblings, channel);
    long idleNanos = client.config().idleTime().toNanos();
    channel
        .pipeline()
        .addLast(new IdleStateHandler(0, 0, idleNanos, TimeUnit.NANOSECONDS))
        .addLast(new LengthFieldBasedFrameDecoder(LARGEST_FRAME, 0, LENGTH, 0, LENGTH))
        .addLast(connection);
    ClientTls tls = client.tls();
    if (tls != null) {
      SslHandler encryption = tls.handler(client.server()); // keeps what is written until it is up
      encryption.handshakeFuture().addListener(connection::shaken);
      channel.pipeline().addFirst(encryption);
    }
    channel.closeFuture().addListener(_ -> connection.closed());
    return connection;
  }

  void connect() {
    var _ = client.loop().register(channel);
    channel.connect(client.server(), client.source()).addListener(this::connected);
  }

  /** How many exchanges wait for a response. */
  int waiting() {
    return exchanges.size();
  }

  boolean isBusy() {
    return !exchanges.isEmpty();
  }

  /** Whether it has been used for as long as a connection may be. */
  boolean isAged() {
    long maxAge = client.config().maxAge().toNanos();
    return maxAge > 0 && client.nanoTime() - openedNanos >= maxAge;
  }

  void send(Exchange exchange) {
    int id = client.drawId();
    while (exchanges.containsKey(id)) {
      id = client.drawId();
    }
    exchanges.put(id, exchange);
    exchange.carry(this, id);
    if (channel.isActive()) {
      write(exchange);
      channel.flush();
    }
  }

  private void write(Exchange exchange) {
    var _ = channel.write(client.frame(exchange), channel.voidPromise());
  }

  private void connected(Future<?> connect) {
    if (connect.isSuccess()) {
      exchanges.values().forEach(this::write);
      channel.flush();
    } else {
      broken(connect.cause());
    }
  }

  private void shaken(Future<?> handshake) {
    if (handshake.cause() instanceof SSLException failure) { // else it was closed meanwhile
      broken(failure);
    }
  }

  /** Takes no more queries, and closes when nothing waits any more. */
  void retire() {
    isRetired = true;
    siblings.retired(this);
    closeIfUseless();
  }

  private void closeIfUseless() {
    boolean isKept =
        !isRetired && client.config().idleTime().isPositive() && !siblings.hasTooManyIdle();
    if (exchanges.isEmpty() && !isKept) {
      var _ = channel.close();
    }
  }

  /** The connection may be dead, or the server at its limit: nobody else shall wait in vain. */
  @Override
  public void abandon(Exchange exchange) {
    exchanges.remove(exchange.id());
    retire();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf frame = (ByteBuf) message;
    try {
      received(ByteBufUtil.getBytes(frame));
    } finally {
      frame.release();
    }
  }

  private void received(byte[] message) {
    Exchange exchange = exchanges.get(ResponseParser.id(message, message.length));
    // RFC 5452, 9.1: what does not match is ignored, and the query goes on waiting
    if (exchange != null && exchange.parse(message) instanceof Accepted response) {
      exchanges.remove(exchange.id());
      hasAnswered = true;
      closeIfUseless();
      exchange.received(response);
    } else {
      client.mismatched(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && exchanges.isEmpty()) {
      var _ = channel.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable reason = cause instanceof DecoderException ? cause.getCause() : cause;
    broken(reason == null ? cause : reason);
  }

  private void broken(Throwable cause) {
    trouble = cause;
    var _ = channel.close();
  }

  /** A connection that has been of use may have come to its end; another is the server's fault. */
  private void closed() {
    isRetired = true;
    siblings.retired(this);
    List<Exchange> orphans = List.copyOf(exchanges.values());
    exchanges.clear();
    UpstreamException cause = client.refusal(Transport.TCP, trouble);
    orphans.forEach(exchange -> exchange.disconnected(cause, hasAnswered));
  }
}
