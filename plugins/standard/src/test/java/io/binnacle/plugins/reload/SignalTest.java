// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The program in a process of its own, told by SIGUSR1 to reload. */
@DisabledOnOs(OS.WINDOWS)
class SignalTest {
  @TempDir private Path folder;

  private static Process start(Path corefile) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.binnacle.Main",
            "-conf",
            corefile.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static void signal(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-USR1", String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** The next line that begins like this. */
  private static String line(BufferedReader output, String beginning) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = output.readLine();
    }
    assertThat(line).as(beginning).isNotNull();
    return String.valueOf(line);
  }

  @Test
  void reloadsAndGoesOnIfItCannot() throws Exception {
    int port = FreePort.find();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Path corefile = folder.resolve("Corefile");
    String text = ".:%d {\n bind 127.0.0.1\n %%s\n}\n".formatted(port);
    Files.writeString(corefile, text.formatted("whoami"));
    Process process = start(corefile);

    try (BufferedReader output = process.inputReader(UTF_8)) {
      line(output, "Binnacle-");
      DnsClient client = DnsClient.udp(address);
      assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);

      Files.writeString(corefile, text.formatted("reload"));
      signal(process);
      line(output, "[INFO] Reloading");
      line(output, "[INFO] plugin/reload: Running configuration SHA512 = ");
      line(output, "[INFO] Reloading complete");
      assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);

      Files.writeString(corefile, text.formatted("whomai\n reload 1s"));
      signal(process);
      assertThat(line(output, "[ERROR]"))
          .isEqualTo(
              "[ERROR] Reload failed: %s:3:2: unknown directive 'whomai', did you mean 'whoami'?"
                  .formatted(corefile));
      assertThat(line(output, "[ERROR]"))
          .startsWith("[ERROR] Reload failed: %s:4:9: reload: expected".formatted(corefile));
      assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);

      process.destroy();
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
