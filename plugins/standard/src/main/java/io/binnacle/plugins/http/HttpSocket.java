// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.binnacle.corefile.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address that is listened at for HTTP. Each request has a virtual thread of its own; a client
 * that is slow to ask or to read is cut off after five seconds.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class HttpSocket implements AutoCloseable {
  static {
    // The limits of the JDK's HTTP server, in seconds unless said otherwise. It reads them once,
    // from here.
    limit("sun.net.httpserver.maxReqTime", "5");
    limit("sun.net.httpserver.maxRspTime", "5");
    limit("sun.net.httpserver.idleInterval", "5");
    limit("sun.net.httpserver.clockTick", "1000"); // milliseconds
    limit("sun.net.httpserver.maxReqHeaderSize", "16384"); // bytes
    limit("jdk.httpserver.maxConnections", "256");
  }

  private static final Logger logger = LoggerFactory.getLogger(HttpSocket.class);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Map<String, Function<String, HttpAnswer>> answers;

  private HttpSocket(HttpServer server, Map<String, Function<String, HttpAnswer>> answers) {
    this.server = server;
    this.answers = answers;
  }

  private static void limit(String property, String value) {
    System.getProperties().putIfAbsent(property, value);
  }

  /** Listens, and gives these answers by path. */
  static HttpSocket open(HostPort address, Map<String, Function<String, HttpAnswer>> answers)
      throws IOException {
    HttpServer server = HttpServer.create();
    try {
      server.bind(resolve(address), 0);
    } catch (IOException e) {
      throw new IOException("cannot listen for HTTP at " + address + ": " + e.getMessage(), e);
    }
    HttpSocket socket = new HttpSocket(server, answers);
    server.setExecutor(socket.threads);
    server.createContext("/", socket::answer);
    server.start();
    return socket;
  }

  private static InetSocketAddress resolve(HostPort address) throws IOException {
    if (address.host().isEmpty()) {
      return new InetSocketAddress(address.port());
    }
    InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
    if (resolved.isUnresolved()) {
      throw new IOException("unknown host");
    }
    return resolved;
  }

  /** Gives these answers, and no others, from now on. */
  void answer(Map<String, Function<String, HttpAnswer>> newAnswers) {
    answers = newAnswers;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Function<String, HttpAnswer> known = answers.get(exchange.getRequestURI().getPath());
      String accepted =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), "");
      HttpAnswer answer = known == null ? HttpAnswer.NOT_FOUND : answer(known, accepted);
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
        exchange.sendResponseHeaders(answer.status(), -1); // no body
      } else {
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static HttpAnswer answer(Function<String, HttpAnswer> known, String accepted) {
    try {
      return known.apply(accepted);
    } catch (RuntimeException | Error e) {
      logger.error("A request could not be answered", e);
      return HttpAnswer.FAULT;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
