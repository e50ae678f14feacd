// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.k8s_external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers beside an API server. What names mean is in {@code KubernetesCasesTest}. */
class K8sExternalTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          k8s_external:io.binnacle.plugins.k8s_external.K8sExternalPlugin
          kubernetes:io.binnacle.plugins.kubernetes.KubernetesPlugin
          upstream:io.binnacle.plugins.kubernetes.UpstreamPlugin
          """);
  private static final String WEB = "web.app.example.org";

  private static String service(String ingress) {
    return """
    {apiVersion: v1, kind: Namespace, metadata: {name: app}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: app}
    spec: {type: LoadBalancer, clusterIP: 10.96.0.1, ports: [{name: http, protocol: TCP, port: 80}]}
    status: {loadBalancer: {ingress: [%s]}}
    """
        .formatted(ingress);
  }

  private static TestServer server(FakeApiServer api, String options, String clusterOptions) {
    return TestServer.start(
        CATALOG,
        """
        .:0 {
          k8s_external example.org 203.0.113.0/24 {
            %s
          }
          kubernetes cluster.local in-addr.arpa {
            endpoint %s
            %s
          }
          upstream
        }
        """,
        options,
        api.uri(),
        clusterOptions);
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

  @Test
  void followsTheApiServer() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(service("{ip: 203.0.113.1}"));
      try (TestServer server = server(api, "ttl 30", "")) {
        assertThat(ask(server, WEB, Type.A)).containsExactly("203.0.113.1");
        assertThat(server.ask(WEB, Type.A).getSection(Section.ANSWER).getFirst().getTTL())
            .isEqualTo(30);
        assertThat(ask(server, "1.113.0.203.in-addr.arpa", Type.PTR))
            .containsExactly("web.app.example.org.");

        api.apply(service("{hostname: lb.example.net}"));

        Eventually.await(
            () -> ask(server, WEB, Type.A).equals(List.of("lb.example.net.", "203.0.113.99")));
        assertThat(ask(server, WEB, Type.CNAME)).containsExactly("lb.example.net.");
        assertThat(ask(server, "1.113.0.203.in-addr.arpa", Type.PTR)).containsExactly("NXDOMAIN");
      }
    }
  }

  @Test
  void leavesToTheNextPluginWhatDoesNotExist() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.apply(service("{ip: 203.0.113.1}"));
      try (TestServer server = server(api, "fallthrough 203.0.113.0/24", "")) {
        assertThat(authority(server, "9.113.0.203.in-addr.arpa")).isEqualTo("in-addr.arpa.");
        assertThat(authority(server, "nosuch.app.example.org")).isEqualTo("example.org.");
      }
    }
  }

  private static String authority(TestServer server, String name) throws IOException {
    return server.ask(name, Type.PTR).getSection(Section.AUTHORITY).getFirst().getName().toString();
  }

  @Test
  void deniesNothingBeforeTheClusterIsKnown() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      api.stop();
      try (TestServer server = server(api, "fallthrough", "startup_timeout 1ms")) {
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
      }
    }
  }

  @Test
  void needsKubernetesInItsBlock() {
    assertThatThrownBy(
            () ->
                Server.build(
                    TestServer.corefile(
                        """
                        example.org {
                          k8s_external
                        }
                        cluster.local {
                          kubernetes
                        }
                        """),
                    CATALOG))
        .isInstanceOf(CorefileException.class)
        .hasMessage("Corefile:2:3: k8s_external: needs 'kubernetes' in the same server block");
  }
}
