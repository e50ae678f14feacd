// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What becomes of responses whose TTL has ended: {@code serve_stale [DURATION] [immediate
 * [RESPONSE_TTL [RECHECK]] | verify [TIMEOUT [RESPONSE_TTL [RECHECK]]]]}.
 *
 * <p><i>Immutable.</i>
 *
 * @param duration for how long they are served, and not only kept; zero: never
 * @param verifies whether a fresh response is waited for first
 * @param timeout how long, at most; zero: until there is one
 * @param responseTtl the TTL that they are served with, in seconds
 * @param recheck how long no fresh response is asked for after one could not be had
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8767">RFC 8767</a>
 */
record ServeStale(
    Duration duration, boolean verifies, Duration timeout, int responseTtl, Duration recheck) {
  static final ServeStale OFF =
      new ServeStale(Duration.ZERO, false, Duration.ZERO, 0, Duration.ZERO);

  private static final Duration USUAL_DURATION = Duration.ofHours(1);
  private static final Duration LONGEST_DURATION = Duration.ofDays(3650);

  /** RFC 8767, section 5: the failure recheck timer SHOULD NOT exceed 5 minutes. */
  private static final Duration LONGEST_RECHECK = Duration.ofMinutes(5);

  static ServeStale parse(Directive option) throws CorefileException {
    Duration duration =
        option.has(0)
            ? option.duration(0, "a duration", Duration.ZERO, LONGEST_DURATION)
            : USUAL_DURATION;
    boolean verifies =
        option.has(1) && option.value(1, "'immediate' or 'verify'", ServeStale::isVerify);
    int next = verifies ? 3 : 2;
    option.atMost(next + 2);
    return new ServeStale(
        duration,
        verifies,
        verifies && option.has(2) ? option.duration(2, "a timeout") : Duration.ZERO,
        option.has(next) ? responseTtl(option, next) : 0,
        option.has(next + 1)
            ? option.duration(next + 1, "a duration", Duration.ZERO, LONGEST_RECHECK)
            : Duration.ZERO);
  }

  private static boolean isVerify(String mode) {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "immediate" -> false;
      case "verify" -> true;
      default -> throw new IllegalArgumentException("not a mode: " + mode);
    };
  }

  private static int responseTtl(Directive option, int index) throws CorefileException {
    String what = "a duration of whole seconds";
    Duration ttl =
        option.duration(index, what, Duration.ZERO, Duration.ofSeconds(Integer.MAX_VALUE));
    if (!ttl.equals(ttl.truncatedTo(ChronoUnit.SECONDS))) {
      throw option.expected(what, index);
    }
    return (int) ttl.toSeconds();
  }
}
