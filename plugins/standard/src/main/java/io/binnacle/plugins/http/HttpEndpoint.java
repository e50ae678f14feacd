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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The answers at one address. Each request has a virtual thread of its own; a client that is slow
 * to ask or to read is cut off after five seconds.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class HttpEndpoint {
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

  private final HostPort address;
  private final Map<String, Function<String, HttpAnswer>> answers = new ConcurrentHashMap<>();

  HttpEndpoint(HostPort address) {
    this.address = address;
  }

  private static void limit(String property, String value) {
    System.getProperties().putIfAbsent(property, value);
  }

  void serve(String path, Function<String, HttpAnswer> answer) {
    answers.putIfAbsent(path, answer);
  }

  /** Listens and answers, until what is returned is closed. */
  AutoCloseable open() throws IOException {
    HttpServer server = HttpServer.create();
    try {
      server.bind(resolve(address), 0);
    } catch (IOException e) {
      throw new IOException("cannot listen for HTTP at " + address + ": " + e.getMessage(), e);
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    return () -> {
      server.stop(0);
      threads.shutdownNow();
    };
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

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Function<String, HttpAnswer> known = answers.get(exchange.getRequestURI().getPath());
      String accepted =
          Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), "");
      HttpAnswer answer = known == null ? HttpAnswer.NOT_FOUND : known.apply(accepted);
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
}
