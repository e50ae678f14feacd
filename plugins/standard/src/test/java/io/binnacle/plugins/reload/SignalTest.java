// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.RunningProgram;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
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

  @Test
  void reloadsAndGoesOnIfItCannot() throws Exception {
    int port = FreePort.find();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Path corefile = folder.resolve("Corefile");
    String text = ".:%d {\n bind 127.0.0.1\n %%s\n}\n".formatted(port);
    Files.writeString(corefile, text.formatted("whoami"));

    try (RunningProgram program = RunningProgram.start(folder, "-conf", corefile.toString())) {
      program.readUntil("Binnacle-");
      DnsClient client = DnsClient.udp(address);
      assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);

      Files.writeString(corefile, text.formatted("reload"));
      program.signal("USR1");
      assertThat(program.readUntil("[INFO] Reloading complete"))
          .anyMatch(
              line -> line.startsWith("[INFO] plugin/reload: Running configuration SHA512 = "));
      assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);

      Files.writeString(corefile, text.formatted("whomai\n reload 1s"));
      program.signal("USR1");
      assertThat(program.readUntil("[ERROR]"))
          .last()
          .isEqualTo(
              "[ERROR] Reload failed: %s:3:2: unknown directive 'whomai', did you mean 'whoami'?"
                  .formatted(corefile));
      assertThat(program.readUntil("[ERROR]"))
          .last()
          .asString()
          .startsWith("[ERROR] Reload failed: %s:4:9: reload: expected".formatted(corefile));
      assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);

      program.signal("TERM");
      assertThat(program.exitCode()).isZero();
    }
  }
}
