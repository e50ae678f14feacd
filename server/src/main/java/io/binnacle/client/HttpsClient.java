// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.Edns;
import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ParsedResponse.Rejected;
import io.binnacle.dns.QueryWriter;
import io.binnacle.dns.ResponseParser;
import io.binnacle.plugin.WireResponse;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server by HTTPS: the JDK's client, HTTP/2 where the server has it. Each query waits on a
 * virtual thread of its own.
 *
 * <p><i>Safe for use by many threads</i>: the client is, and it is made once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8484">RFC 8484</a>
 */
final class HttpsClient implements UpstreamClient {
  /** Questions on their way; a server allows at least 100 on a connection: RFC 9113, 6.5.2. */
  private static final int MAX_STREAMS = 100;

  private static final int LARGEST_RESPONSE = 0xffff;
  private static final int OK = 200;
  private static final BodyHandler<byte[]> BODY =
      BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_RESPONSE);

  private static final String MEDIA_TYPE = "application/dns-message";

  /** RFC 8484, 4.1: the id is 0, so that equal questions are equal requests. */
  private static final int ID = 0;

  private final InetSocketAddress server;
  private final ClientTls tls;
  private final @Nullable InetAddress source;
  private final boolean usesGet;
  private final String uri;
  private final Semaphore streams = new Semaphore(MAX_STREAMS);
  private @Nullable HttpClient http;

  HttpsClient(
      InetSocketAddress server, ClientTls tls, @Nullable InetAddress source, boolean usesGet) {
    this.server = server;
    this.tls = tls;
    this.source = source;
    this.usesGet = usesGet;
    this.uri = "https://" + name() + "/dns-query";
  }

  private String name() {
    return NetUtil.toSocketAddressString(server);
  }

  @Override
  public void ask(
      EventLoop loop, UpstreamQuery query, Duration timeout, ResponseListener listener) {
    Thread.startVirtualThread(
        () -> {
          Runnable outcome = outcome(query, timeout, listener);
          try {
            loop.execute(outcome);
          } catch (RejectedExecutionException e) {
            // the loop has ended: nobody waits any more
          }
        });
  }

  private Runnable outcome(UpstreamQuery query, Duration timeout, ResponseListener listener) {
    try {
      WireResponse response = exchange(query, timeout);
      return () -> listener.responded(response);
    } catch (UpstreamException e) {
      return () -> listener.failed(e);
    }
  }

  private WireResponse exchange(UpstreamQuery query, Duration timeout) throws UpstreamException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    try {
      if (!streams.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw silence();
      }
      try {
        Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
        return read(query, http().send(request(query, left), BODY));
      } finally {
        streams.release();
      }
    } catch (HttpTimeoutException _) {
      throw silence();
    } catch (IOException e) {
      throw refusal(e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (InterruptedException _) {
      throw refusal("interrupted");
    }
  }

  private HttpRequest request(UpstreamQuery query, Duration timeout) {
    byte[] message = message(query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder().timeout(timeout).header("Accept", MEDIA_TYPE);
    if (usesGet) {
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(message);
      return request.uri(URI.create(uri + "?dns=" + text)).build();
    }
    return request
        .uri(URI.create(uri))
        .header("Content-Type", MEDIA_TYPE)
        .POST(BodyPublishers.ofByteArray(message))
        .build();
  }

  private static byte[] message(UpstreamQuery query) {
    QueryWriter writer = new QueryWriter();
    Edns edns = Edns.ours(query.isDnssecOk(), query.options());
    int length = writer.write(ID, query.flags(), query.question(), edns);
    return Arrays.copyOf(writer.buffer(), length);
  }

  private WireResponse read(UpstreamQuery query, HttpResponse<byte[]> response)
      throws UpstreamException {
    if (response.statusCode() != OK) {
      throw refusal("HTTP status " + response.statusCode());
    }
    byte[] message = response.body();
    return switch (ResponseParser.parse(message, message.length, ID, query.question())) {
      case Accepted accepted -> Exchange.wireResponse(accepted);
      case Rejected _ -> throw refusal("not a response to the query");
    };
  }

  private synchronized HttpClient http() {
    HttpClient made = http;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .sslContext(tls.httpContext())
              .sslParameters(ClientTls.httpParameters())
              .localAddress(source)
              .proxy(HttpClient.Builder.NO_PROXY)
              .executor(Thread::startVirtualThread)
              .build();
      http = made;
    }
    return made;
  }

  private UpstreamException silence() {
    return UpstreamException.silence("read https " + name() + ": i/o timeout");
  }

  private UpstreamException refusal(String reason) {
    return UpstreamException.refusal("read https " + name() + ": " + reason);
  }

  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdown(); // when what is on its way has come
    }
  }
}
