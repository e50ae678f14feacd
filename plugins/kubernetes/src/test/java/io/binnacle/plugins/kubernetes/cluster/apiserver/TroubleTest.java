// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static final Duration FIRST = Duration.ofMillis(800);
  private static final Duration SECOND = Duration.ofMillis(1600);

  /** Half of one above: pauses are what they are before they are spread. */
  private final Trouble trouble =
      new Trouble(Kind.SERVICE, Patience.DEFAULT, BackoffTest.fixed(0.5));

  @Test
  void tellsEachFailureOnceUntilTheWatchGoesOn() {
    try (LogLines log = LogLines.of(Trouble.class)) {
      trouble.unreachable("cut off");
      trouble.unreachable("cannot connect");
      trouble.unreachable("cannot connect");
      trouble.unreachable("cut off");
      trouble.isListing();
      trouble.isListed();
      trouble.refused("403 Forbidden", Duration.ZERO);
      trouble.refused("403 Forbidden", Duration.ZERO);

      assertThat(log.lines())
          .containsExactly(
              "services: cut off; trying again",
              "services: cannot connect; trying again",
              "services: 403 Forbidden; trying again");

      trouble.isWatching();
      trouble.refused("403 Forbidden", Duration.ZERO);
      assertThat(log.lines()).hasSize(4);
    }
  }

  @Test
  void knowsWhatIsWrongNow() {
    assertThat(trouble.now()).isEqualTo("no answer yet");
    trouble.unreachable("cut off");
    assertThat(trouble.now()).isEqualTo("cut off");
    trouble.isListing();
    assertThat(trouble.now()).isEqualTo("not all listed yet");
    trouble.isListed();
    assertThat(trouble.now()).isEmpty();
    trouble.forgotten("410 Expired");
    assertThat(trouble.now()).isEqualTo("410 Expired");
    trouble.isWatching();
    assertThat(trouble.now()).isEmpty();
  }

  @Test
  void waitsLongerAfterEachFailureOfASort() {
    assertThat(trouble.unreachable("")).isEqualTo(FIRST);
    assertThat(trouble.unreachable("")).isEqualTo(SECOND);
    assertThat(trouble.refused("", Duration.ZERO)).isEqualTo(FIRST);
    assertThat(trouble.refused("", Duration.ZERO)).isEqualTo(SECOND);
    assertThat(trouble.forgotten("")).isEqualTo(FIRST);
    assertThat(trouble.unreachable("")).isEqualTo(FIRST);

    trouble.isWatching();

    assertThat(trouble.unreachable("")).isEqualTo(FIRST);
    assertThat(trouble.refused("", Duration.ZERO)).isEqualTo(FIRST);
    assertThat(trouble.forgotten("")).isEqualTo(FIRST);
  }

  @Test
  void doesNotListEverFasterWhereEachListIsForgottenAtOnce() {
    assertThat(trouble.forgotten("")).isEqualTo(FIRST);
    trouble.isListing();
    trouble.isListed();
    assertThat(trouble.forgotten("")).isEqualTo(SECOND);
  }

  @Test
  void leavesTheApiServerAloneForAsLongAsItWantsWithinReason() {
    assertThat(trouble.refused("", Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(10));
    assertThat(trouble.refused("", Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(1));
  }
}
