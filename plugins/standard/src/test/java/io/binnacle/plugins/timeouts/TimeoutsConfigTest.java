// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.StreamLimits;
import io.binnacle.testing.Directives;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeoutsConfigTest {
  private static StreamLimits parse(String text) throws CorefileException {
    return TimeoutsConfig.parse(Directives.parse(text));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void readsAllLimits() throws Exception {
    assertThat(parse("timeouts {\n read 1s\n write 1m30s\n idle 24h\n maxtcpqueries 7\n}"))
        .isEqualTo(
            new StreamLimits(
                Duration.ofSeconds(1), Duration.ofSeconds(90), Duration.ofHours(24), 7));
  }

  @Test
  void aNumberIsSeconds() throws Exception {
    assertThat(parse("timeouts {\n read 86400\n}").read()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void whatIsNotSaidHasItsDefault() throws Exception {
    assertThat(parse("timeouts {\n maxtcpqueries -1\n}"))
        .isEqualTo(
            new StreamLimits(
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                StreamLimits.UNLIMITED));
  }

  @Test
  void saysWhatIsWrong() {
    String nothing = "timeouts: expected at least one of read, write, idle, maxtcpqueries";
    assertThat(problems("timeouts")).containsExactly("Corefile:2:1: " + nothing);
    assertThat(problems("timeouts {\n}")).containsExactly("Corefile:2:1: " + nothing);
    assertThat(problems("timeouts 5s {\n read 5s\n}"))
        .containsExactly("Corefile:2:10: timeouts: expected end of line, found '5s'");
    assertThat(
            problems(
                "timeouts {\n read 999ms\n write 0\n idle\n idle soon\n maxtcpqueries 0\n"
                    + " maxtcpqueries -2\n reed 1s\n}"))
        .containsExactly(
            "Corefile:3:7: timeouts: read: expected a duration from 1s to 24h0m0s, found '999ms'",
            "Corefile:4:8: timeouts: write: expected seconds from 1 to 86400, found '0'",
            "Corefile:5:6: timeouts: idle: expected a duration, found end of line",
            "Corefile:6:7: timeouts: idle: expected a duration, found 'soon'",
            "Corefile:7:16: timeouts: maxtcpqueries: expected -1 or a number of at least 1,"
                + " found '0'",
            "Corefile:8:16: timeouts: maxtcpqueries: expected -1 or a number of at least -1,"
                + " found '-2'",
            "Corefile:9:2: timeouts: unknown property 'reed', did you mean 'read'?");
  }
}
