// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.shed;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Observer;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.Directives;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ShedTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          shed:io.binnacle.plugins.shed.ShedPlugin
          slow:io.binnacle.plugins.shed.ShedTest$Slow
          """);

  private static final int LIMIT = 1024;

  /** How many slow queries are sent before it is known that they have arrived. */
  private static final int AT_A_TIME = 32;

  private static final Name FAST = Queries.name("fast.example.org");
  private static final ConcurrentLinkedQueue<CompletableFuture<Response>> waiting =
      new ConcurrentLinkedQueue<>();
  private static volatile ShedMetrics metrics = new ShedMetrics(new PrometheusRegistry());

  /** A server with one socket, which answers one name at once, and the others later. */
  public static final class Slow implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.sockets(1);
      metrics = block.kept(ShedMetrics.class, ShedMetrics::new);
      block.use(
          query -> {
            if (query.name().equals(FAST)) {
              return Response.error(Rcode.NXDOMAIN);
            }
            CompletableFuture<Response> response = new CompletableFuture<>();
            waiting.add(response);
            return new Later(response);
          });
    }
  }

  /** A client. Its queries all go to one event loop, since there is one socket. */
  private static final class Flood implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket();

    Flood(TestServer server) throws SocketException {
      socket.setSoTimeout(10_000);
      socket.connect(server.address());
    }

    void send(String name) throws IOException {
      byte[] query = DnsClient.query(name, Type.A).toWire();
      socket.send(new DatagramPacket(query, query.length));
    }

    String receive() throws IOException {
      DatagramPacket response = new DatagramPacket(new byte[512], 512);
      socket.receive(response);
      return new Message(response.getData()).getQuestion().getName().toString();
    }

    /** Has all that was sent dealt with. */
    void assertFastNamesAreAnswered() throws IOException {
      send("fast.example.org");
      assertThat(receive()).isEqualTo("fast.example.org.");
    }

    void sendSlow(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        send("slow.example.org");
        if (i % AT_A_TIME == AT_A_TIME - 1 || i == count - 1) {
          assertFastNamesAreAnswered();
        }
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static double dropped() {
    return metrics.dropped().labelValues("dns://:0", "query").get();
  }

  private static void answerOne() {
    Objects.requireNonNull(waiting.poll()).complete(Response.error(Rcode.NOERROR));
  }

  @Test
  void dropsWhatWouldWaitBehindTooManyOthers() throws Exception {
    try (var server = TestServer.start(CATALOG, ".:0 {\n shed\n slow\n}");
        var flood = new Flood(server)) {
      flood.sendSlow(LIMIT + 5);
      assertThat(dropped()).isEqualTo(5);

      for (int i = 0; i < LIMIT; i++) {
        answerOne();
        assertThat(flood.receive()).isEqualTo("slow.example.org.");
      }
      waiting.clear();

      flood.sendSlow(1);
      answerOne();
      assertThat(flood.receive()).isEqualTo("slow.example.org.");
      assertThat(dropped()).isEqualTo(5);
    }
  }

  @Test
  void countsLostResponsesOfTheListener() {
    ShedMetrics fresh = new ShedMetrics(new PrometheusRegistry());
    Observer losses = new Losses(fresh);

    losses.lost("dns://:53", 3);
    losses.lost("dns://:53", 2);

    assertThat(fresh.dropped().labelValues("dns://:53", "response").get()).isEqualTo(5);
  }

  @Test
  void saysWhatIsWrong() {
    Plugin shed = new ShedPlugin();

    assertThat(problems(shed, "shed 1024"))
        .containsExactly("Corefile:2:6: shed: expected end of line, found '1024'");
  }

  @SuppressWarnings("NullAway") // it is not looked at
  private static List<String> problems(Plugin shed, String text) {
    return Directives.problems(() -> shed.setup(Directives.parse(text), null));
  }
}
