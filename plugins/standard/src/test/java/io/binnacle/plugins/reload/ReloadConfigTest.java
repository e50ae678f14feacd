// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.testing.Directives;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReloadConfigTest {
  private static ReloadConfig parse(String text) throws CorefileException {
    return ReloadConfig.parse(Directives.parse(text));
  }

  private static ReloadConfig config(int interval, int jitter) {
    return new ReloadConfig(Duration.ofSeconds(interval), Duration.ofSeconds(jitter));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void looksEveryThirtySecondsByDefault() throws Exception {
    assertThat(parse("reload")).isEqualTo(config(30, 15));
  }

  @Test
  void readsIntervalAndJitter() throws Exception {
    assertThat(parse("reload 1m")).isEqualTo(config(60, 15));
    assertThat(parse("reload 10s 2s")).isEqualTo(config(10, 2));
    assertThat(parse("reload 10s 0s")).isEqualTo(config(10, 0));
  }

  @Test
  void theJitterIsAtMostHalfTheInterval() throws Exception {
    assertThat(parse("reload 10s 1h")).isEqualTo(config(10, 5));
    assertThat(parse("reload 2s")).isEqualTo(config(2, 1));
  }

  @Test
  void thePeriodLiesAroundTheInterval() {
    Random random = new Random(1);
    ReloadConfig config = config(10, 4);

    assertThat(Stream.generate(() -> config.period(random)).limit(1000))
        .allSatisfy(
            period -> assertThat(period).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12)))
        .anySatisfy(period -> assertThat(period).isLessThan(Duration.ofSeconds(9)))
        .anySatisfy(period -> assertThat(period).isGreaterThan(Duration.ofSeconds(11)));
    assertThat(config(10, 0).period(random)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(problems("reload 1s"))
        .containsExactly(
            "Corefile:2:8: reload: expected an interval from 2s to 8760h0m0s, found '1s'");
    assertThat(problems("reload soon"))
        .containsExactly("Corefile:2:8: reload: expected an interval, found 'soon'");
    assertThat(problems("reload 2s 999ms"))
        .containsExactly(
            "Corefile:2:11: reload: expected a jitter of 0s or of at least 1s, found '999ms'");
    assertThat(problems("reload 2s 1s 1s"))
        .containsExactly("Corefile:2:14: reload: expected end of line, found '1s'");
    assertThat(problems("reload {\n}"))
        .containsExactly("Corefile:2:7: reload: expected end of line, found '{'");
  }
}
