// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.binnacle.corefile.Directive;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugin.WireResponse;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.server.StartException;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class LoadbalanceTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          loadbalance:io.binnacle.plugins.loadbalance.LoadbalancePlugin
          three:io.binnacle.plugins.loadbalance.LoadbalanceTest$Three
          """);

  /** Three addresses for every name. */
  public static final class Three implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.use(
          query ->
              WireResponse.of(
                  ResponseBuilder.of(query.question())
                      .a(5, 0xc0000201)
                      .a(5, 0xc0000202)
                      .a(5, 0x0a090001)
                      .build(),
                  Rcode.NOERROR,
                  0));
    }
  }

  private static List<String> ask(TestServer server) throws IOException {
    return server.ask("www.example.org", Type.A).getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .toList();
  }

  @Test
  void everyOrderComesUp() throws Exception {
    try (var server = TestServer.start(CATALOG, ".:0 {\n loadbalance\n three\n}")) {
      Set<List<String>> orders = new HashSet<>();

      for (int i = 0; i < 500 && orders.size() < 6; i++) { // 1 in 10^38 that one is missing
        orders.add(ask(server));
      }

      assertThat(orders)
          .hasSize(6)
          .allSatisfy(
              order ->
                  assertThat(order)
                      .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "10.9.0.1"));
    }
  }

  @Test
  void preferredAddressesAlwaysComeFirst() throws Exception {
    try (var server =
        TestServer.start(CATALOG, ".:0 {\n loadbalance {\n prefer 10.0.0.0/8\n }\n three\n}")) {
      for (int i = 0; i < 20; i++) {
        assertThat(ask(server)).hasSize(3).startsWith("10.9.0.1");
      }
    }
  }

  @Test
  void theHeaviestAddressNearlyAlwaysComesFirst(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("weights"), "www.example.org\n192.0.2.2 255\n");

    try (var server =
        TestServer.start(CATALOG, ".:0 {\n loadbalance weighted %s\n three\n}", file)) {
      int first = 0;
      for (int i = 0; i < 100; i++) { // 1 in 10^70 that the others win as often
        first += ask(server).getFirst().equals("192.0.2.2") ? 1 : 0;
      }

      assertThat(first).isGreaterThan(50);
    }
  }

  @Test
  void doesNotStartWithoutWeightsThatWillNeverCome() throws Exception {
    String corefile = ".:0 {\n loadbalance weighted /nowhere {\n reload 0\n }\n three\n}";
    Server server = Server.build(TestServer.corefile(corefile), CATALOG);

    assertThatExceptionOfType(StartException.class)
        .isThrownBy(server::start)
        .withMessage("plugin/loadbalance: cannot read /nowhere: no such file");
  }

  @Test
  void weightsMayComeLater() throws Exception {
    try (var server =
        TestServer.start(CATALOG, ".:0 {\n loadbalance weighted /nowhere\n three\n}")) {
      assertThat(ask(server)).hasSize(3);
    }
  }
}
