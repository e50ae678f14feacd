// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.time.Duration;

/**
 * Which responses are fetched anew before they expire: {@code prefetch AMOUNT [DURATION]
 * [PERCENT%]}.
 *
 * <p><i>Immutable.</i>
 *
 * @param amount how often a response must have been asked for; 0: none is fetched
 * @param pause after a pause of this length the count starts again
 * @param percent how much of its TTL is left, at most
 */
record Prefetch(int amount, Duration pause, int percent) {
  private static final Duration USUAL_PAUSE = Duration.ofMinutes(1);
  private static final int USUAL_PERCENT = 10;

  static final Prefetch OFF = new Prefetch(0, USUAL_PAUSE, USUAL_PERCENT);

  static Prefetch parse(Directive option) throws CorefileException {
    option.atMost(3);
    return new Prefetch(
        option.integer(0, "an amount", 0, Integer.MAX_VALUE),
        option.has(1) ? option.duration(1, "a duration") : USUAL_PAUSE,
        option.has(2)
            ? option.value(2, "a percentage from 10% to 90%", Prefetch::percent)
            : USUAL_PERCENT);
  }

  private static int percent(String text) {
    int percent = text.endsWith("%") ? Integer.parseInt(text.substring(0, text.length() - 1)) : 0;
    if (percent < 10 || percent > 90) {
      throw new IllegalArgumentException("not a percentage in range: " + text);
    }
    return percent;
  }

  boolean isOn() {
    return amount > 0;
  }
}
