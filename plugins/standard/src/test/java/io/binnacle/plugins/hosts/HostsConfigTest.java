// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostsConfigTest {
  private static final Zones BLOCK = new Zones(List.of(Queries.name("example.org")));

  private static HostsConfig parse(String text) throws CorefileException {
    return HostsConfig.parse(Directives.parse(text), BLOCK, Path.of("/srv")::resolve);
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void hasDefaults() throws Exception {
    assertThat(parse("hosts"))
        .isEqualTo(
            new HostsConfig(
                Path.of("/etc/hosts"),
                BLOCK,
                List.of(),
                3600,
                true,
                Duration.ofSeconds(5),
                Zones.NONE,
                false));
  }

  @Test
  void readsEachOption() throws Exception {
    assertThat(
            parse(
                """
                hosts names example.net 10.0.0.0/8 {
                    192.0.2.1 a.example.net b.example.net
                    ttl 60
                    no_reverse
                    reload 15s
                    fallthrough b.example.net
                    fallthrough_unsupported
                    192.0.2.1 c.example.net
                }\
                """))
        .isEqualTo(
            new HostsConfig(
                Path.of("/srv/names"),
                new Zones(List.of(Queries.name("example.net"), Queries.name("10.in-addr.arpa"))),
                List.of(
                    new HostLine(
                        InetAddress.ofLiteral("192.0.2.1"),
                        List.of(Queries.name("a.example.net"), Queries.name("b.example.net"))),
                    new HostLine(
                        InetAddress.ofLiteral("192.0.2.1"),
                        List.of(Queries.name("c.example.net")))),
                60,
                false,
                Duration.ofSeconds(15),
                new Zones(List.of(Queries.name("b.example.net"))),
                true));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(
            problems(
                """
                hosts {
                    ttl 0
                    ttl 65536
                    reload -1s
                    no_reverse 1
                    192.0.2.1
                    192.0.2.1 a..b
                    192.0.2.256 a
                    fallthrow
                    fallthrough_unsupported
                }\
                """))
        .containsExactly(
            "Corefile:3:9: hosts: ttl: expected a whole number from 1 to 65535, found '0'",
            "Corefile:4:9: hosts: ttl: expected a whole number from 1 to 65535, found '65536'",
            "Corefile:5:12: hosts: reload: expected a duration of at least 0s, found '-1s'",
            "Corefile:6:16: hosts: no_reverse: expected end of line, found '1'",
            "Corefile:7:14: hosts: 192.0.2.1: expected a host name, found end of line",
            "Corefile:8:15: hosts: 192.0.2.1: expected a host name, found 'a..b'",
            "Corefile:9:5: hosts: unknown property '192.0.2.256', did you mean '192.0.2.1'?",
            "Corefile:10:5: hosts: unknown property 'fallthrow', did you mean 'fallthrough'?",
            "Corefile:11:5: hosts: fallthrough_unsupported: needs 'fallthrough'");
    assertThat(problems("hosts /etc/hosts a..b"))
        .containsExactly("Corefile:2:18: hosts: expected a zone, found 'a..b'");
  }
}
