// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LameduckTest {
  private static final LameduckTimes TIMES =
      new LameduckTimes(Duration.ofSeconds(5), Duration.ofSeconds(25));

  /** When somebody asked, by the clock below, which begins at a hundred seconds. */
  private final List<Integer> askedAt = new ArrayList<>(List.of(0));

  private final List<Duration> slept = new ArrayList<>();
  private Duration now = Duration.ofSeconds(100);

  private Lameduck lameduck() {
    return new Lameduck(
        TIMES,
        () -> now.minusSeconds(lastBeforeNow()),
        () -> now.toNanos(),
        duration -> {
          slept.add(duration);
          now = now.plus(duration);
        });
  }

  private int lastBeforeNow() {
    return askedAt.stream().filter(at -> at <= now.toSeconds()).max(Integer::compare).orElseThrow();
  }

  @Test
  void whereNobodyAsksItServesForItsDuration() {
    lameduck().run();

    assertThat(slept).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void servesUntilTheLastQueryIsOldEnough() {
    askedAt.addAll(List.of(99, 101, 103, 107));

    lameduck().run();

    assertThat(now).hasSeconds(112);
  }

  @Test
  void servesNoLongerThanItMay() {
    for (int second = 100; second < 200; second++) {
      askedAt.add(second);
    }

    lameduck().run();

    assertThat(now).hasSeconds(125);
  }

  @Test
  void endsWhenItIsTold() {
    var lameduck =
        new Lameduck(
            TIMES,
            () -> Duration.ZERO,
            System::nanoTime,
            _ -> {
              throw new InterruptedException();
            });

    lameduck.run();

    assertThat(Thread.interrupted()).isTrue();
  }
}
