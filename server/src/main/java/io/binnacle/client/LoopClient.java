// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.Edns;
import io.binnacle.dns.QueryWriter;
import io.binnacle.plugin.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop has for itself to ask one server.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class LoopClient {
  /** How many exchanges there may be at a time; each takes some 500 bytes. */
  static final int MAX_EXCHANGES = 32_768;

  private static final Logger logger = LoggerFactory.getLogger(LoopClient.class);
  private static final int LONGEST_DUMP = 512;

  private final EventLoop loop;
  private final InetSocketAddress server;
  private final @Nullable ClientTls tls;
  private final ClientConfig config;
  private final SocketUse use;
  private final LongSupplier nanoClock;
  private final QueryIds ids;
  private final QueryWriter writer = new QueryWriter();
  private final UdpSockets udp = new UdpSockets(this);
  private final TcpConnections tcp = new TcpConnections(this);
  private int exchanges;

  LoopClient(
      EventLoop loop,
      InetSocketAddress server,
      @Nullable ClientTls tls,
      ClientConfig config,
      SocketUse use,
      SecureRandom random,
      LongSupplier nanoClock) {
    this.loop = loop;
    this.server = server;
    this.tls = tls;
    this.config = config;
    this.use = use;
    this.ids = new QueryIds(random);
    this.nanoClock = nanoClock;
  }

  void ask(UpstreamQuery query, Duration timeout, ResponseListener listener) {
    if (exchanges == MAX_EXCHANGES) {
      listener.failed(UpstreamException.refusal("too many queries wait for " + name()));
      return;
    }
    exchanges++;
    new Exchange(this, query, timeout, listener).send();
  }

  void ended() {
    exchanges--;
  }

  /** Each socket closes when nothing waits on it any more. */
  void close() {
    udp.retire();
    tcp.retire();
  }

  EventLoop loop() {
    return loop;
  }

  InetSocketAddress server() {
    return server;
  }

  /** The server as messages name it: {@code 192.0.2.1:53}. */
  String name() {
    return NetUtil.toSocketAddressString(server);
  }

  /** How connections are encrypted, or null if they are not. */
  @Nullable ClientTls tls() {
    return tls;
  }

  SocketUse use() {
    return use;
  }

  ClientConfig config() {
    return config;
  }

  /** The address to ask from, at a port of the system's choice, or null for its choice of both. */
  @Nullable InetSocketAddress source() {
    return config.source() == null ? null : new InetSocketAddress(config.source(), 0);
  }

  UdpSockets udp() {
    return udp;
  }

  TcpConnections tcp() {
    return tcp;
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  int drawId() {
    return ids.next();
  }

  /** The query of an exchange as a datagram. */
  ByteBuf datagram(Exchange exchange) {
    int length = write(exchange);
    return ByteBufAllocator.DEFAULT.ioBuffer(length).writeBytes(writer.buffer(), 0, length);
  }

  /** The query of an exchange for a stream: RFC 1035, 4.2.2, two bytes of length go before it. */
  ByteBuf frame(Exchange exchange) {
    int length = write(exchange);
    return ByteBufAllocator.DEFAULT
        .ioBuffer(2 + length)
        .writeShort(length)
        .writeBytes(writer.buffer(), 0, length);
  }

  private int write(Exchange exchange) {
    UpstreamQuery query = exchange.query();
    Edns edns = exchange.hasEdns() ? Edns.ours(query.isDnssecOk(), query.options()) : null;
    return writer.write(exchange.id(), query.flags(), query.question(), edns);
  }

  /** A message has come that is no response to any query. */
  void mismatched(byte[] message) {
    if (logger.isDebugEnabled()) {
      logger.debug(
          "Not a response to any query, from {}, {} bytes: {}",
          name(),
          message.length,
          HexFormat.of().formatHex(message, 0, Math.min(message.length, LONGEST_DUMP)));
    }
  }

  UpstreamException silence(Transport transport) {
    return UpstreamException.silence(problem(transport, "i/o timeout"));
  }

  UpstreamException refusal(Transport transport, Throwable cause) {
    return UpstreamException.refusal(problem(transport, reason(cause)));
  }

  /** In words that Corefiles look for: {@code consolidate 5m ".* i/o timeout$"}. */
  private String problem(Transport transport, String reason) {
    return "read " + transport.protocol() + " " + name() + ": " + reason;
  }

  private static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof PortUnreachableException || message.contains("Connection refused")
        ? "connection refused"
        : message;
  }
}
