// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.multisocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class MultisocketTest {
  private static List<String> problems(String text) {
    String corefile = ". {\n" + text + "\n}";
    return Directives.problems(
        () -> Server.build(TestServer.corefile(corefile), PluginCatalog.packed()));
  }

  /** The sockets that listen at this port for connections. */
  private static long listening(TestServer server) throws IOException {
    String local = ":%04X 0".formatted(server.address().getPort());
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .filter(line -> line.contains(local) && line.contains(":0000 0A "))
        .count();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void opensSoManySockets() throws Exception {
    try (var server = TestServer.start(". {\n bind 127.0.0.1\n multisocket 1\n whoami\n}")) {
      assertThat(listening(server)).isEqualTo(1);
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void opensNoMoreThanThereAreEventLoops() throws Exception {
    int loops = Runtime.getRuntime().availableProcessors();
    for (String word : List.of("", "multisocket", "multisocket 1024")) {
      try (var server = TestServer.start(". {\n bind 127.0.0.1\n %s\n whoami\n}", word)) {
        assertThat(listening(server)).isEqualTo(loops);
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    String expected = "multisocket: expected a number from 1 to 1024, found ";
    assertThat(problems("multisocket 0")).containsExactly("Corefile:2:13: " + expected + "'0'");
    assertThat(problems("multisocket 1025"))
        .containsExactly("Corefile:2:13: " + expected + "'1025'");
    assertThat(problems("multisocket many"))
        .containsExactly("Corefile:2:13: multisocket: expected a number, found 'many'");
    assertThat(problems("multisocket 1 2"))
        .containsExactly("Corefile:2:15: multisocket: expected end of line, found '2'");
    assertThat(problems("multisocket {\n}"))
        .containsExactly("Corefile:2:12: multisocket: expected end of line, found '{'");
  }
}
