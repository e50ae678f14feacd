// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The end of a server, and what plugins have to say about it. */
class StopTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          stay:io.binnacle.server.StopTest$Stay
          stuck:io.binnacle.server.StopTest$Stuck
          """);

  private static final AtomicReference<Supplier<Duration>> SILENCE = new AtomicReference<>();
  private static final AtomicReference<CompletableFuture<Void>> TOLD = new AtomicReference<>();
  private static final AtomicReference<CompletableFuture<Void>> LEAVE = new AtomicReference<>();

  /** Answers, and keeps the server from stopping. */
  public static final class Stay implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      CompletableFuture<Void> told = new CompletableFuture<>();
      CompletableFuture<Void> leave = new CompletableFuture<>();
      SILENCE.set(block.silence());
      TOLD.set(told);
      LEAVE.set(leave);
      block.use(_ -> Response.error(Rcode.NXDOMAIN));
      block.beforeStop(
          () -> {
            told.complete(null);
            leave.join();
          });
    }
  }

  /** Opens something that takes for ever. */
  public static final class Stuck implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      CompletableFuture<Void> told = new CompletableFuture<>();
      TOLD.set(told);
      block.onStart(
          () -> {
            told.complete(null);
            return new CompletableFuture<AutoCloseable>().get();
          });
    }
  }

  private static TestServer start() {
    return TestServer.start(CATALOG, ". {\nstay\n}");
  }

  @Test
  void answersAsLongAsAPluginStays() throws Exception {
    TestServer server = start();
    DnsClient udp = server.udp();
    DnsClient tcp = server.tcp();

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
    TOLD.get().get(10, TimeUnit.SECONDS);

    assertThat(udp.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(tcp.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(stopped).isNotDone();
    LEAVE.get().complete(null);
    stopped.get(10, TimeUnit.SECONDS);
  }

  @Test
  void endsAStartThatIsUnderWay() throws Exception {
    Server server = Server.build(TestServer.corefile(". {\n stuck\n}"), CATALOG);
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(() -> catchThrowable(server::start));
    TOLD.get().get(10, TimeUnit.SECONDS);

    server.hurry();

    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(StartException.class);
    assertThat(server.addresses()).isEmpty();
  }

  @Test
  void knowsWhenItWasLastAsked() throws Exception {
    try (TestServer server = start()) {
      LEAVE.get().complete(null);
      for (DnsClient client : List.of(server.udp(), server.tcp())) {
        long before = System.nanoTime();
        client.ask("example.org", Type.A);
        long after = System.nanoTime();
        while (System.nanoTime() == after) {
          Thread.onSpinWait();
        }

        long asked = System.nanoTime();
        Duration silence = SILENCE.get().get();
        long told = System.nanoTime();

        assertThat(silence.toNanos()).isBetween(asked - after, told - before);
      }
    }
  }
}
