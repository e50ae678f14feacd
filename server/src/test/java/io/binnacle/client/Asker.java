// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.Question;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** An event loop with an {@link UpstreamClient}, and a clock that stands still until told. */
final class Asker implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);

  private final MultiThreadIoEventLoopGroup group;
  private final UpstreamClient client;
  private final AtomicLong nanos = new AtomicLong();

  Asker(IoHandlerFactory io, InetSocketAddress server, ClientConfig config) {
    this(io, server, null, config, SocketUse.UNCOUNTED);
  }

  Asker(
      IoHandlerFactory io,
      InetSocketAddress server,
      @Nullable ClientTls tls,
      ClientConfig config,
      SocketUse use) {
    group = new MultiThreadIoEventLoopGroup(1, io);
    client = new SocketClient(server, tls, config, use, nanos::get);
  }

  Asker(IoHandlerFactory io, UpstreamClient client) {
    group = new MultiThreadIoEventLoopGroup(1, io);
    this.client = client;
  }

  EventLoop loop() {
    return group.next();
  }

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Asks for an A record over UDP. */
  Future<WireResponse> udp(String name) {
    return ask(query(name, Transport.UDP), LONG);
  }

  /** Asks for an A record over TCP. */
  Future<WireResponse> tcp(String name) {
    return ask(query(name, Transport.TCP), LONG);
  }

  Future<WireResponse> ask(UpstreamQuery query, Duration timeout) {
    CompletableFuture<WireResponse> outcome = new CompletableFuture<>();
    ResponseListener listener =
        new ResponseListener() {
          @Override
          public void responded(WireResponse response) {
            once(outcome.complete(response));
          }

          @Override
          public void failed(UpstreamException cause) {
            once(outcome.completeExceptionally(cause));
          }
        };
    loop().execute(() -> client.ask(loop(), query, timeout, listener));
    return outcome;
  }

  private static void once(boolean isFirst) {
    if (!isFirst) {
      throw new AssertionError("a listener hears one outcome");
    }
  }

  static UpstreamQuery query(String name, Transport transport) {
    return new UpstreamQuery(
        Question.of(name(name), Type.A, DClass.IN), UpstreamQuery.RD, false, transport);
  }

  static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The response, once it is there. */
  static WireResponse response(Future<WireResponse> outcome) {
    try {
      return outcome.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("no response", e);
    }
  }

  /** The failure, once it is there. */
  static UpstreamException failure(Future<WireResponse> outcome) {
    try {
      throw new AssertionError("expected a failure, got rcode " + outcome.get().rcode());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UpstreamException failure) {
        return failure;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns when the event loop has done all that was to be done before. */
  void settle() {
    loop().submit(() -> {}).syncUninterruptibly();
  }

  void closeClient() {
    client.close();
  }

  @Override
  public void close() {
    client.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
