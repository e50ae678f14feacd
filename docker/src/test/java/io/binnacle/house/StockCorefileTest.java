// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Problem;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The Corefiles that clusters install load as they are, and answer their cluster's questions. */
class StockCorefileTest {
  static final List<StockCorefile> ALL = StockCorefile.all();

  /** Those of servers that know the cluster; NodeLocal DNSCache asks one of them. */
  static final List<StockCorefile> OF_THE_CLUSTER =
      ALL.stream().filter(each -> !each.cluster().equals("nodelocaldns")).toList();

  private static final Map<String, List<String>> WARNINGS =
      Map.of(
          "k3s",
              List.of(
                  "import: no file matches '/etc/coredns/custom/*.server'",
                  "import: no file matches '/etc/coredns/custom/*.override'"),
          "aks",
              List.of(
                  "import: no file matches 'custom/*.server'",
                  "import: no file matches 'custom/*.override'"),
          "kubeadm-1.18",
              List.of(
                  "kubernetes: upstream: has no effect any more",
                  "kubernetes: resyncperiod: has no effect any more"));

  private final FakeUpstream upstream = FakeUpstream.start(Behaviour.answer("192.0.2.80"));
  private final StockCorefile.Ports ports = StockCorefile.Ports.free();
  @TempDir Path folder;

  private TestServer serve(String cluster) throws IOException, CorefileException {
    return serve(new StockCorefile(cluster));
  }

  private TestServer serve(StockCorefile stock) throws IOException, CorefileException {
    return TestServer.start(stock.onLoopback(folder, upstream, ports));
  }

  private static List<String> answers(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  private String get(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void loadsUnchanged(StockCorefile stock) throws Exception {
    try (Server server = Server.build(stock.unchanged(), PluginCatalog.packed())) {
      assertThat(server.warnings())
          .extracting(Problem::message)
          .containsExactlyInAnyOrderElementsOf(WARNINGS.getOrDefault(stock.cluster(), List.of()));
    }
  }

  @ParameterizedTest
  @FieldSource("OF_THE_CLUSTER")
  void answersForTheClusterAndForwardsTheRest(StockCorefile stock) throws Exception {
    try (TestServer server = serve(stock)) {
      assertThat(answers(server.ask("kubernetes.default.svc.cluster.local", Type.A)))
          .containsExactly("10.96.0.1");
      assertThat(answers(server.tcp().ask("cart.shop.svc.cluster.local", Type.A)))
          .containsExactly("10.96.7.7");
      assertThat(answers(server.ask("7.7.96.10.in-addr.arpa", Type.PTR)))
          .containsExactly("cart.shop.svc.cluster.local.");
      assertThat(server.ask("cart.shop.svc.cluster.local", Type.AAAA).getRcode())
          .isEqualTo(Rcode.NOERROR);
      assertThat(server.ask("example.org.shop.svc.cluster.local", Type.A).getRcode())
          .isEqualTo(Rcode.NXDOMAIN);
      assertThat(answers(server.ask("www.example.org", Type.A))).containsExactly("192.0.2.80");
      assertThat(get(ports.health(), "/health")).isEqualTo("OK");
      assertThat(get(ports.ready(), "/ready")).isEqualTo("OK");
      assertThat(get(ports.metrics(), "/metrics"))
          .contains("coredns_dns_requests_total{")
          .contains("coredns_plugin_enabled{name=\"kubernetes\"");
    }
  }

  @Test
  void minikubeKnowsItsHost() throws Exception {
    try (TestServer server = serve("minikube")) {
      assertThat(answers(server.ask("host.minikube.internal", Type.A)))
          .containsExactly("192.168.49.1");
    }
  }

  @Test
  void k3sKnowsItsNodesAndWhatItsOwnersAdded() throws Exception {
    Files.writeString(folder.resolve("NodeHosts"), "172.18.0.3 k3d-agent-0\n");
    Path custom = Files.createDirectory(folder.resolve("custom"));
    Files.writeString(custom.resolve("log.override"), "log\n");
    Files.writeString(
        custom.resolve("lab.server"),
        "lab.test:0 {\n hosts {\n 198.51.100.9 printer.lab.test\n }\n}\n");
    try (TestServer server = serve("k3s")) {
      Message node = server.ask("k3d-agent-0", Type.A);

      assertThat(answers(node)).containsExactly("172.18.0.3");
      assertThat(node.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(60);
      assertThat(answers(server.ask("printer.lab.test", Type.A))).containsExactly("198.51.100.9");
      assertThat(get(ports.metrics(), "/metrics")).contains("coredns_plugin_enabled{name=\"log\"");
    }
  }

  @Test
  void aksKeepsAzuresOwnNamesAtHome() throws Exception {
    Path custom = Files.createDirectory(folder.resolve("custom"));
    Files.writeString(
        custom.resolve("corp.server"), "corp.test:0 {\n forward . " + upstream + "\n}\n");
    try (TestServer server = serve("aks")) {
      assertThat(server.ask("a.b.c.d.internal.cloudapp.net", Type.A).getRcode())
          .isEqualTo(Rcode.NXDOMAIN);
      assertThat(answers(server.ask("vm.ax.internal.cloudapp.net", Type.A)))
          .containsExactly("192.0.2.80");
      assertThat(server.ask("x.reddog.microsoft.com", Type.AAAA).getRcode())
          .isEqualTo(Rcode.NXDOMAIN);
      assertThat(answers(server.ask("intranet.corp.test", Type.A))).containsExactly("192.0.2.80");
    }
  }

  @Test
  void openshiftSaysWhoAnswers() throws Exception {
    try (TestServer server = serve("openshift")) {
      Message response =
          server
              .udp()
              .ask(
                  Message.newQuery(
                      Record.newRecord(Name.fromString("hostname.bind."), Type.TXT, DClass.CH)));

      assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.getSection(Section.ANSWER)).hasSize(1);
      assertThat(server.ask("hostname.bind", Type.TXT).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @Test
  void nodeLocalCachesWhatItAsksByTcp() throws Exception {
    try (TestServer server = serve("nodelocaldns")) {
      for (int address = 0; address < 2; address++) {
        DnsClient client = DnsClient.udp(server.address(address));
        for (String name : List.of("kubernetes.default.svc.cluster.local", "www.example.org")) {
          assertThat(answers(client.ask(name, Type.A))).containsExactly("192.0.2.80");
        }
      }
      List<String> asked =
          upstream.rest().stream()
              .filter(each -> each.message().getQuestion().getType() == Type.A)
              .map(each -> each.name() + " " + each.transport().protocol())
              .toList();

      assertThat(asked)
          .containsExactlyInAnyOrder(
              "kubernetes.default.svc.cluster.local. tcp", "www.example.org. udp");
      assertThat(get(ports.health(), "/health")).isEqualTo("OK");
    }
  }
}
