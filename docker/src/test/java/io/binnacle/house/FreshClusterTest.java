// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The stock {@code cache 30} over a cluster's zones: what has changed is told as it is now. */
class FreshClusterTest {
  private static final String COREFILE =
      """
      . {
        cache 30
        kubernetes cluster.local in-addr.arpa {
          manifests %s
          ttl 30
          %s
        }
      }\
      """;

  @TempDir Path folder;

  private void write(String address) throws IOException {
    Path draft = Files.createTempFile(folder.getParent(), "draft", ".json");
    Files.writeString(
        draft,
        """
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "app"}},
          {"apiVersion": "v1", "kind": "Service",
           "metadata": {"name": "web", "namespace": "app"},
           "spec": {"clusterIP": "%s", "ports": [{"port": 80}]}}]}
        """
            .formatted(address));
    Files.move(
        draft,
        folder.resolve("cluster.json"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> addresses(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  /** With the zones left to other plugins for names that do not exist, and without. */
  @ParameterizedTest
  @ValueSource(strings = {"", "fallthrough"})
  void answersChangeWithTheCluster(String option) throws Exception {
    write("10.96.0.1");
    try (var server = TestServer.start(COREFILE, folder, option)) {
      assertThat(addresses(server.ask("web.app.svc.cluster.local", Type.A)))
          .containsExactly("10.96.0.1");
      server.ask("1.0.96.10.in-addr.arpa", Type.PTR);
      server.ask("2.0.96.10.in-addr.arpa", Type.PTR);

      write("10.96.0.2");
      while (!addresses(server.ask("2.0.96.10.in-addr.arpa", Type.PTR))
          .contains("web.app.svc.cluster.local.")) {
        Thread.onSpinWait(); // until the server has seen the file
      }

      assertThat(addresses(server.ask("web.app.svc.cluster.local", Type.A)))
          .containsExactly("10.96.0.2");
      assertThat(addresses(server.ask("1.0.96.10.in-addr.arpa", Type.PTR))).isEmpty();
    }
  }

  @Test
  void timesToLiveAreThoseOfTheCluster() throws Exception {
    write("10.96.0.1");
    try (var server = TestServer.start(COREFILE, folder, "")) {
      for (int i = 0; i < 3; i++) {
        assertThat(
                server
                    .ask("web.app.svc.cluster.local", Type.A)
                    .getSection(Section.ANSWER)
                    .getFirst()
                    .getTTL())
            .isEqualTo(30);
      }
    }
  }
}
