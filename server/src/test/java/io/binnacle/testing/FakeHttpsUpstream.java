// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.FakeUpstream.Behaviour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An upstream under a test's control that is asked by HTTPS, at 127.0.0.1.
 *
 * <p><i>Safe for use by many threads.</i> Its parts are made for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8484">RFC 8484</a>
 */
public final class FakeHttpsUpstream implements AutoCloseable {
  private static final int BACKLOG = 100;
  private static final int OK = 200;

  private final HttpsServer server;
  private final Behaviour behaviour;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int status = OK;

  private FakeHttpsUpstream(HttpsServer server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
  }

  /** One that shows this certificate. */
  public static FakeHttpsUpstream start(TestCertificate certificate, Behaviour behaviour) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpsServer server = HttpsServer.create(address, BACKLOG);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
      server.setExecutor(Thread::startVirtualThread);
      FakeHttpsUpstream upstream = new FakeHttpsUpstream(server, behaviour);
      server.createContext("/dns-query", upstream::take);
      server.start();
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    byte[] wire =
        query == null
            ? exchange.getRequestBody().readAllBytes()
            : Base64.getUrlDecoder().decode(query.substring("dns=".length()));
    requests.add(
        exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Content-Type"));
    behaviour.asked(
        new UpstreamQuestion(
            wire,
            Transport.TCP,
            exchange.getRemoteAddress(),
            message -> respond(exchange, message),
            exchange::close));
  }

  private void respond(HttpExchange exchange, byte[] message) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/dns-message");
    exchange.sendResponseHeaders(status, message.length);
    exchange.getResponseBody().write(message);
    exchange.close();
  }

  /** From now on it responds with this status. */
  public void status(int newStatus) {
    status = newStatus;
  }

  /** The method and the type of the content of each request. */
  public List<String> requests() {
    return requests;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Where it listens, as a Corefile has it. */
  @Override
  public String toString() {
    return "127.0.0.1:" + address().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
