// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.HostPort;
import io.binnacle.testing.Directives;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthConfigTest {
  private static HealthConfig parse(String text) throws CorefileException {
    return HealthConfig.parse(Directives.parse(text));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void listensAtPort8080WithoutLameduckByDefault() throws Exception {
    assertThat(parse("health"))
        .isEqualTo(new HealthConfig(new HostPort("", 8080), LameduckTimes.NONE));
  }

  @Test
  void readsAddressAndLameduck() throws Exception {
    assertThat(parse("health localhost:8081 {\n lameduck 1m30s 2m\n}"))
        .isEqualTo(
            new HealthConfig(
                new HostPort("localhost", 8081),
                new LameduckTimes(Duration.ofSeconds(90), Duration.ofMinutes(2))));
  }

  @Test
  void aLameduckEndsBeforeAKubeletLosesPatienceUnlessItIsToldToLastLonger() throws Exception {
    assertThat(parse("health {\n lameduck 5s\n}").lameduck().grace()).hasSeconds(25);
    assertThat(parse("health {\n lameduck 1m\n}").lameduck().grace()).hasMinutes(1);
    assertThat(parse("health {\n lameduck 5s 5s\n}").lameduck().grace()).hasSeconds(5);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(problems("health :http"))
        .containsExactly(
            "Corefile:2:8: health: expected an address and port such as :8080, found ':http'");
    assertThat(problems("health :1 :2"))
        .containsExactly("Corefile:2:11: health: expected end of line, found ':2'");
    assertThat(problems("health x:y {\n lameduck -1s\n lameduk 1s\n}"))
        .containsExactly(
            "Corefile:2:8: health: expected an address and port such as :8080, found 'x:y'",
            "Corefile:3:11: health: lameduck: expected a duration of at least 0s, found '-1s'",
            "Corefile:4:2: health: unknown property 'lameduk', did you mean 'lameduck'?");
    assertThat(problems("health {\n lameduck 5s 4s\n lameduck\n lameduck 1s 2s 3s\n}"))
        .containsExactly(
            "Corefile:3:14: health: lameduck: expected a duration of at least 5s, found '4s'",
            "Corefile:4:10: health: lameduck: expected a duration, found end of line",
            "Corefile:5:17: health: lameduck: expected end of line, found '3s'");
  }
}
