// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A33: a name that is forbidden is asked for by another name, which a search path leads there. With
 * the plugins themselves, in their order.
 */
class A33PolicyOnSearchPathsTest {
  private static final String FORBIDDEN = "web.blue.svc.cluster.local";
  private static final String CLUSTER =
      """
      {apiVersion: v1, kind: Service, metadata: {name: web, namespace: red},
       spec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web, namespace: blue},
       spec: {clusterIP: 10.96.0.2, ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: red},
       status: {phase: Running, podIP: 127.0.0.9}}
      """;

  /** The pod {@code client}. */
  private static final InetAddress POD = InetAddress.ofLiteral("127.0.0.9");

  @TempDir Path folder;

  private TestServer server(String policy) throws IOException {
    Path manifests = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
    return TestServer.start(
        """
        .:0 {
          autopath @kubernetes
          %s
          cache
          kubernetes cluster.local {
            manifests %s
            pods verified
          }
        }
        """,
        policy, manifests);
  }

  private static String answer(Message response) {
    return response.getSection(Section.ANSWER).stream().map(r -> r.rdataToString()).toList()
        + " "
        + Rcode.string(response.getRcode());
  }

  @Test
  void aSearchPathLeadsToOtherNames() throws IOException {
    try (TestServer server = server("")) {
      assertThat(answer(server.udp().from(POD).ask("web.blue.red.svc.cluster.local", Type.A)))
          .isEqualTo("[web.blue.svc.cluster.local., 10.96.0.2] NOERROR");
      assertThat(answer(server.ask("web.blue.red.svc.cluster.local", Type.A)))
          .isEqualTo("[] NXDOMAIN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"block", "filter", "drop"})
  void butNotToForbiddenOnes(String action) throws IOException {
    String policy = "acl blue.svc.cluster.local {\n%s net 127.0.0.9/32\n}".formatted(action);
    try (TestServer server = server(policy)) {
      assertThat(answer(server.ask(FORBIDDEN, Type.A)))
          .as("others may ask, and fill caches")
          .isEqualTo("[10.96.0.2] NOERROR");

      for (String name :
          new String[] {"web.blue.red.svc.cluster.local", "WEB.Blue.red.svc.cluster.local"}) {
        for (int type : new int[] {Type.A, Type.SRV}) {
          assertThat(answer(server.udp().from(POD).ask(name, type))).doesNotContain("10.96");
          assertThat(server.udp().from(POD).ask(name, type).getSection(Section.ADDITIONAL))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void aNameThatIsForbiddenItselfDoesNotLeadAnywhere() throws IOException {
    try (TestServer server = server("acl red.svc.cluster.local {\nblock\n}")) {
      assertThat(answer(server.udp().from(POD).ask("web.blue.red.svc.cluster.local", Type.A)))
          .isEqualTo("[] REFUSED");
    }
  }
}
