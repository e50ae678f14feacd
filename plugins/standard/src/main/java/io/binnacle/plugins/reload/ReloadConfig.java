// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The options of {@code reload}.
 *
 * <p><i>Immutable.</i>
 *
 * @param interval from one look at the Corefile to the next
 * @param jitter the width of what is added or taken at random, so that not all servers of a cluster
 *     reload at once; at most half the interval
 */
record ReloadConfig(Duration interval, Duration jitter) {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration JITTER = Duration.ofSeconds(15);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(2);
  private static final Duration SHORTEST_JITTER = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  ReloadConfig {
    Duration half = interval.dividedBy(2);
    jitter = jitter.compareTo(half) > 0 ? half : jitter;
  }

  static ReloadConfig parse(Directive reload) throws CorefileException {
    reload.noBlock();
    reload.atMost(2);
    return new ReloadConfig(
        reload.has(0) ? reload.duration(0, "an interval", SHORTEST_INTERVAL, LONGEST) : INTERVAL,
        reload.has(1) ? jitter(reload) : JITTER);
  }

  private static Duration jitter(Directive reload) throws CorefileException {
    Duration jitter = reload.duration(1, "a jitter", Duration.ZERO, LONGEST);
    if (jitter.isPositive() && jitter.compareTo(SHORTEST_JITTER) < 0) {
      throw reload.expected("a jitter of 0s or of at least 1s", 1);
    }
    return jitter;
  }

  /** The interval, with its jitter. */
  Duration period(RandomGenerator random) {
    return jitter.isZero()
        ? interval
        : interval.minus(jitter.dividedBy(2)).plusNanos(random.nextLong(jitter.toNanos()));
  }
}
