// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class HostsTest {
  @TempDir private Path folder;

  private static List<String> answers(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  /**
   * As k3s has it: a file that the control plane writes a line into for each node. A cache above
   * does not hold the answers.
   */
  @Test
  void answersForNodesAndLeavesTheRest() throws Exception {
    Path file = folder.resolve("NodeHosts");
    Files.writeString(file, "192.0.2.10 node-1\n192.0.2.11 node-2\n2001:db8::11 node-2\n");

    try (var server =
        TestServer.start(
            """
            .:0 {
                root %s
                cache 30
                hosts NodeHosts {
                    ttl 60
                    reload 1ms
                    fallthrough
                }
                whoami
            }\
            """,
            folder)) {
      assertThat(answers(server.ask("node-1", Type.A))).containsExactly("192.0.2.10");
      assertThat(answers(server.ask("node-2", Type.AAAA))).containsExactly("2001:db8:0:0:0:0:0:11");
      assertThat(server.ask("node-1", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answers(server.ask("11.2.0.192.in-addr.arpa", Type.PTR)))
          .containsExactly("node-2.");
      assertThat(server.ask("example.org", Type.A).getSection(Section.ADDITIONAL))
          .isNotEmpty(); // whoami

      Path other = Files.writeString(folder.resolve("other"), "192.0.2.12 node-1\n");
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

      List<String> seen;
      do {
        seen = answers(server.ask("node-1", Type.A));
      } while (seen.equals(List.of("192.0.2.10"))); // until the file is read
      assertThat(seen).containsExactly("192.0.2.12");
    }
  }

  /** As minikube has it. */
  @Test
  void answersFromTheCorefileAlone() throws Exception {
    try (var server =
        TestServer.start(
            """
            .:0 {
                hosts /nowhere {
                    192.0.2.1 host.minikube.internal
                    fallthrough
                }
                whoami
            }\
            """)) {
      assertThat(answers(server.ask("host.minikube.internal", Type.A)))
          .containsExactly("192.0.2.1");
      assertThat(server.ask("host.minikube.internal", Type.AAAA).getSection(Section.AUTHORITY))
          .hasSize(1);
    }
  }
}
