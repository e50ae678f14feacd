// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.time.Duration;

/**
 * How long a server that has been told to stop goes on serving: {@code lameduck DURATION [GRACE]}.
 *
 * <p><i>Immutable.</i>
 *
 * @param quiet until nobody has asked for so long
 * @param grace at most, however many ask
 */
record LameduckTimes(Duration quiet, Duration grace) {
  /** Not at all. */
  static final LameduckTimes NONE = new LameduckTimes(Duration.ZERO, Duration.ZERO);

  /** A kubelet kills after 30 s, if the pod says nothing else; queries in flight may take 4 s. */
  static final Duration USUAL_GRACE = Duration.ofSeconds(25);

  static LameduckTimes parse(Directive lameduck) throws CorefileException {
    lameduck.atMost(2);
    Duration quiet = lameduck.duration(0, "a duration");
    return new LameduckTimes(
        quiet,
        lameduck.has(1)
            ? lameduck.duration(1, "a duration", quiet, Duration.ofNanos(Long.MAX_VALUE))
            : longer(quiet, USUAL_GRACE));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
