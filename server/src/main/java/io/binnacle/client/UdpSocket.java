// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ParsedResponse.Rejected;
import io.binnacle.dns.ResponseParser;
import io.binnacle.plugin.Transport;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket on a port that the system draws, connected to the server. It takes a few queries in
 * a short time; then it waits for their responses, and closes.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5452">RFC 5452: what keeps forged responses
 *     out</a>
 */
final class UdpSocket extends ChannelInboundHandlerAdapter implements Carrier {
  /* Whoever forges a response must hit upon port and message id of a query while it waits. A port
   * that serves one query only is unknown before and worth nothing after, but a socket costs three
   * times as much as the query (README). So a socket takes a few. That gives a forger time: side
   * channels that find open ports [1] find one that is in use for MAX_AGE and a timeout, where else
   * it would be for a timeout. It does not make a hit likelier: each query has an id of its own, and
   * a response must repeat the question. Who guesses at ids sends what fits no query, and is seen;
   * then the queries move to TCP, where guessing ends.
   *
   * [1] K. Man et al.: DNS Cache Poisoning Attack Reloaded: Revolutions with Side Channels, 2020.
   */

  /** Queries that a socket takes. */
  static final int MAX_QUERIES = 16;

  /** How long a socket takes queries. */
  static final Duration MAX_AGE = Duration.ofSeconds(1);

  /** Messages that are no response to any query, before somebody is taken to be guessing. */
  static final int MAX_FORGERIES = 16;

  private static final int LARGEST_RESPONSE = 4096;

  private final LoopClient client;
  private final DatagramChannel channel;
  private final long openedNanos;

  /** The ids of the queries sent, and what waits for their responses. */
  private final int[] ids = new int[MAX_QUERIES];

  private final @Nullable Exchange[] exchanges = new Exchange[MAX_QUERIES];
  private int sent;
  private int waiting;
  private int forgeries;
  private boolean isRetired;

  private UdpSocket(LoopClient client, DatagramChannel channel) {
    this.client = client;
    this.channel = channel;
    this.openedNanos = client.nanoTime();
  }

  static UdpSocket open(LoopClient client) throws UpstreamException {
    try {
      DatagramChannel channel = ClientSockets.datagrams(client.loop(), client.server());
      channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST_RESPONSE));
      UdpSocket socket = new UdpSocket(client, channel);
      channel.pipeline().addLast(socket);
      var _ = client.loop().register(channel);
      ChannelFuture connected = channel.connect(client.server(), client.source());
      if (!connected.isSuccess()) { // connecting a datagram socket waits for nobody
        var _ = channel.close();
        throw client.refusal(Transport.UDP, connected.cause());
      }
      return socket;
    } catch (ChannelException e) { // no descriptors left
      throw client.refusal(Transport.UDP, e);
    }
  }

  /** Whether another query may be sent. */
  boolean takesQueries() {
    return !isRetired && sent < MAX_QUERIES && client.nanoTime() - openedNanos < MAX_AGE.toNanos();
  }

  void send(Exchange exchange) {
    int id = client.drawId();
    while (slot(id) >= 0) {
      id = client.drawId();
    }
    ids[sent] = id;
    exchanges[sent] = exchange;
    sent++;
    waiting++;
    exchange.carry(this, id);
    var _ = channel.writeAndFlush(client.datagram(exchange), channel.voidPromise());
  }

  /** Takes no more queries, and closes when nothing waits any more. */
  void retire() {
    isRetired = true;
    if (waiting == 0) {
      var _ = channel.close();
    }
  }

  @Override
  public void abandon(Exchange exchange) {
    release(slot(exchange.id()));
  }

  private int slot(int id) {
    for (int i = 0; i < sent; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  private void release(int slot) {
    exchanges[slot] = null;
    waiting--;
    if (isRetired) {
      retire();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      received(ByteBufUtil.getBytes(packet.content()));
    } finally {
      packet.release();
    }
  }

  private void received(byte[] message) {
    int slot = slot(ResponseParser.id(message, message.length));
    if (slot < 0) {
      forged(message);
      return;
    }
    Exchange exchange = exchanges[slot];
    if (exchange == null) {
      return; // came twice, or too late
    }
    switch (exchange.parse(message)) {
      case Accepted response -> {
        release(slot);
        exchange.received(response);
      }
      case Rejected _ -> forged(message);
    }
  }

  /** RFC 5452, 9.1: what does not match is ignored, and the query goes on waiting. */
  private void forged(byte[] message) {
    client.mismatched(message);
    forgeries++;
    if (forgeries == MAX_FORGERIES) {
      giveUp().forEach(Exchange::overTcp);
    }
  }

  /** An ICMP message, mostly: nobody listens there. It is about the server, not about one query. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    UpstreamException refusal = client.refusal(Transport.UDP, cause);
    giveUp().forEach(exchange -> exchange.failed(refusal));
  }

  /** Closes; what still waits is the caller's. */
  private List<Exchange> giveUp() {
    List<Exchange> orphans = new ArrayList<>(waiting);
    for (int i = 0; i < sent; i++) {
      Exchange exchange = exchanges[i];
      if (exchange != null) {
        orphans.add(exchange);
        exchanges[i] = null;
      }
    }
    waiting = 0;
    retire();
    return orphans;
  }
}
