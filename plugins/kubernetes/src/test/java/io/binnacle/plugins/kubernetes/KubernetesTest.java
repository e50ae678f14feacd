// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers beside an API server that changes, goes away and comes back. */
class KubernetesTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          bind:io.binnacle.plugins.kubernetes.LoopbackPlugin
          kubernetes:io.binnacle.plugins.kubernetes.KubernetesPlugin
          """);
  private static final String WEB = "web.app.svc.cluster.local";
  private static final String NAMESPACE =
      "{apiVersion: v1, kind: Namespace, metadata: {name: app}}\n---\n";

  private static String service(String ip) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: app}
    spec: {clusterIP: %s, clusterIPs: [%s], ports: [{name: http, protocol: TCP, port: 80}]}
    """
        .formatted(ip, ip);
  }

  private static TestServer server(String... options) {
    return TestServer.start(CATALOG, corefile(options));
  }

  private static String corefile(String... options) {
    return """
    .:0 {
      bind
      kubernetes cluster.local in-addr.arpa {
        %s
      }
    }
    """
        .formatted(String.join("\n", options));
  }

  private static List<String> ask(TestServer server, String name, int type) {
    try {
      Message response = server.ask(name, type);
      return response.getRcode() == Rcode.NOERROR
          ? response.getSection(Section.ANSWER).stream().map(r -> r.rdataToString()).toList()
          : List.of(Rcode.string(response.getRcode()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitAnswer(TestServer server, String... answer) {
    Eventually.await(() -> ask(server, WEB, Type.A).equals(List.of(answer)));
  }

  @Test
  void aReloadGoesOnWithWhatIsKnown() throws Exception {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(NAMESPACE + service("10.96.0.1"));
      String endpoint = "endpoint " + api.uri();
      try (TestServer server = server(endpoint)) {
        awaitAnswer(server, "10.96.0.1");
        List<String> requests = api.requests();

        server.reload(corefile(endpoint, "fallthrough example.org"));
        assertThat(ask(server, WEB, Type.A)).containsExactly("10.96.0.1");
        assertThat(api.requests()).isEqualTo(requests);
        api.apply(service("10.96.0.2"));
        awaitAnswer(server, "10.96.0.2");

        api.stop();
        server.reload(corefile(endpoint));
        assertThat(ask(server, WEB, Type.A)).containsExactly("10.96.0.2");
      }
    }
  }

  @Test
  void aReloadWithOtherRecordsListsAnew() throws Exception {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(NAMESPACE + service("10.96.0.1"));
      String endpoint = "endpoint " + api.uri();
      try (TestServer server = server(endpoint)) {
        awaitAnswer(server, "10.96.0.1");
        int requests = api.requests().size();

        server.reload(corefile(endpoint, "ttl 60"));

        assertThat(server.ask(WEB, Type.A).getSection(Section.ANSWER))
            .singleElement()
            .extracting(Record::getTTL)
            .isEqualTo(60L);
        assertThat(api.requests()).hasSizeGreaterThan(requests);
      }
    }
  }

  @Test
  void blocksThatSayTheSameShareOneCluster() throws Exception {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(NAMESPACE + service("10.96.0.1"));
      String block = corefile("endpoint " + api.uri());
      try (TestServer server =
          TestServer.start(CATALOG, block + block.replace(".:0", "example.org:0"))) {
        awaitAnswer(server, "10.96.0.1");

        assertThat(api.watches()).isEqualTo(3);
      }
    }
  }

  @Test
  void followsTheApiServer() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(NAMESPACE + service("10.96.0.1"));
      try (TestServer server = server("endpoint " + api.uri())) {
        assertThat(ask(server, WEB, Type.A)).containsExactly("10.96.0.1");

        api.apply(service("10.96.0.2"));
        awaitAnswer(server, "10.96.0.2");

        api.delete("v1", "Service", "app", "web");
        awaitAnswer(server, "NXDOMAIN");
      }
    }
  }

  @Test
  void keepsWhatItKnewWhileTheApiServerIsAway() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(NAMESPACE + service("10.96.0.1"));
      try (TestServer server = server("endpoint " + api.uri())) {
        api.stop();
        assertThat(ask(server, WEB, Type.A)).containsExactly("10.96.0.1");
        assertThat(ask(server, "nosuch." + WEB, Type.A)).containsExactly("NXDOMAIN");

        api.apply(service("10.96.0.2"));
        api.restart();
        awaitAnswer(server, "10.96.0.2");
      }
    }
  }

  @Test
  void startsWithoutApiServerAndDeniesNothing() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(NAMESPACE + service("10.96.0.1"));
      api.stop();
      try (TestServer server = server("endpoint " + api.uri(), "startup_timeout 1ms")) {
        Message query = DnsClient.query(WEB, Type.A);
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);

        Message response = server.udp().ask(query);

        assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR))
            .singleElement()
            .isInstanceOfSatisfying(
                ExtendedErrorCodeOption.class,
                reason ->
                    assertThat(reason.getErrorCode()).isEqualTo(ExtendedErrorCodeOption.NOT_READY));

        api.restart();
        awaitAnswer(server, "10.96.0.1");
      }
    }
  }

  @Test
  void isNamedForTheServiceOfTheAddressThatItIsBoundTo() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(
          NAMESPACE
              + service("10.96.0.1")
              + """
              ---
              apiVersion: discovery.k8s.io/v1
              kind: EndpointSlice
              metadata: {name: web-a, namespace: app, labels: {kubernetes.io/service-name: web}}
              addressType: IPv4
              endpoints: [{addresses: [127.0.0.1]}]
              """);
      try (TestServer server = server("endpoint " + api.uri())) {
        assertThat(ask(server, "cluster.local", Type.NS)).containsExactly(WEB + ".");
        assertThat(ask(server, "ns.dns.cluster.local", Type.A)).containsExactly("10.96.0.1");

        api.delete("v1", "Service", "app", "web");
        awaitAnswer(server, "NXDOMAIN");
        assertThat(ask(server, "cluster.local", Type.NS)).containsExactly("ns.dns.cluster.local.");
        assertThat(ask(server, "ns.dns.cluster.local", Type.A)).containsExactly("127.0.0.1");
      }
    }
  }

  @Test
  void followsManifests(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(file, NAMESPACE + service("10.96.0.1"));
    try (TestServer server = server("manifests " + folder)) {
      assertThat(ask(server, WEB, Type.A)).containsExactly("10.96.0.1");

      Files.writeString(file, NAMESPACE + service("10.96.0.2"));
      awaitAnswer(server, "10.96.0.2");
    }
  }
}
