// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileReader;
import io.binnacle.corefile.Environment;
import io.binnacle.plugins.http.HttpAnswer;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Files that change, and a server that follows them; each change takes a look of two seconds. */
class ReloadTest {
  @TempDir private Path folder;
  private int port;
  private CorefileReader reader = () -> Corefile.builtIn(53);

  @BeforeEach
  void write() throws IOException {
    port = FreePort.find();
    Path corefile = folder.resolve("Corefile");
    Files.writeString(
        corefile,
        """
        .:0 {
          bind 127.0.0.1
          reload 2s 0s
          health 127.0.0.1:%1$d
          ready 127.0.0.1:%1$d
          prometheus 127.0.0.1:%1$d
          loop
          forward example.com 127.0.0.1:9
          import answers
        }
        """
            .formatted(port));
    answers("whoami");
    reader = () -> Corefile.read(corefile, 53, Environment.ofProcess());
  }

  private void answers(String text) throws IOException {
    Files.writeString(folder.resolve("answers"), text);
  }

  private Server start() throws Exception {
    Server server = Server.build(reader.read(), PluginCatalog.packed(), reader);
    server.start();
    return server;
  }

  private static int rcode(Server server) throws IOException {
    return DnsClient.udp(server.addresses().getFirst()).ask("example.org", Type.A).getRcode();
  }

  private String metric(String name) throws Exception {
    return HttpProbe.get(port, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("coredns_reload_" + name))
        .findFirst()
        .orElse("");
  }

  /** Waits for it, and has a look at the probes all the while. */
  private void until(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.holds()) {
      assertThat(HttpProbe.get(port, "/health")).isEqualTo(HttpAnswer.OK);
      assertThat(HttpProbe.get(port, "/ready")).isEqualTo(HttpAnswer.OK);
      assertThat(System.nanoTime()).as("20 s are over").isLessThan(end);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  @Test
  void followsWhatIsImported() throws Exception {
    try (Server server = start()) {
      assertThat(rcode(server)).isEqualTo(Rcode.NOERROR);
      String before = metric("version_info");

      answers("# whoami\n");

      until(() -> rcode(server) == Rcode.REFUSED);
      assertThat(metric("version_info"))
          .matches(
              "coredns_reload_version_info\\{hash=\"sha512\",value=\"[0-9a-f]{128}\"\\} 1(\\.0)?")
          .isNotEqualTo(before);
    }
  }

  @Test
  void whatIsWrongIsCountedOnceAndServedOn() throws Exception {
    try (Server server = start()) {
      String before = metric("version_info");
      assertThat(metric("failed_total")).endsWith(" 0.0");

      answers("whomai\n");

      until(() -> !metric("failed_total").endsWith(" 0.0"));
      assertThat(metric("failed_total")).endsWith(" 1.0");
      assertThat(metric("version_info")).isEqualTo(before);
      assertThat(rcode(server)).isEqualTo(Rcode.NOERROR);
    }
  }
}
