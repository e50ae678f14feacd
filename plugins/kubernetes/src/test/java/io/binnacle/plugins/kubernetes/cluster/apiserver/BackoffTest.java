// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(800);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static Backoff backoff(double random) {
    return new Backoff(FIRST, LONGEST, fixed(random));
  }

  /** Random numbers that are all the same. */
  static RandomGenerator fixed(double random) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return random;
      }
    };
  }

  @Test
  void doublesUpToABound() {
    Backoff backoff = backoff(0.5);

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(800));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(1600));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(3200));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(6400));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(12_800));
    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(25_600));
    assertThat(backoff.next()).isEqualTo(LONGEST);
    assertThat(backoff.next()).isEqualTo(LONGEST);
  }

  @Test
  void beginsAnewAfterASuccess() {
    Backoff backoff = backoff(0.5);
    backoff.next();
    backoff.next();

    backoff.reset();

    assertThat(backoff.next()).isEqualTo(FIRST);
  }

  @Test
  void isSpread() {
    assertThat(backoff(0).next()).isEqualTo(Duration.ofMillis(400));
    assertThat(backoff(0.999_999).next())
        .isBetween(Duration.ofMillis(1199), Duration.ofMillis(1200));

    Backoff random = new Backoff(FIRST, LONGEST, new SplittableRandom(1));
    for (int i = 0; i < 100; i++) {
      assertThat(random.next()).isBetween(Duration.ofMillis(400), LONGEST);
    }
  }
}
