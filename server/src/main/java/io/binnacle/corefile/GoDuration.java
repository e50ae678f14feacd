// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them: {@code 300ms}, {@code 1h30m}, {@code -1.5h}, {@code 0}.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">Go, time.ParseDuration</a>
 */
public final class GoDuration {
  /** The longest that Go can hold, some 292 years. */
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,20}\\.?[0-9]{0,20}|\\.[0-9]{1,20})([nuµμm]?s|m|h)");
  private static final int MAX_TEXT = 200;

  private GoDuration() {}

  /**
   * The duration.
   *
   * @throws IllegalArgumentException if the text is not one, or does not fit into 64 bits of
   *     nanoseconds
   */
  static Duration parse(String text) {
    boolean isSigned = text.startsWith("-") || text.startsWith("+");
    String amount = isSigned ? text.substring(1) : text;
    if (amount.equals("0")) {
      return Duration.ZERO;
    }
    if (amount.isEmpty() || amount.length() > MAX_TEXT) {
      throw new IllegalArgumentException("not a duration");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(amount);
    int end = 0;
    while (end < amount.length()) {
      if (!part.find(end) || part.start() != end) {
        throw new IllegalArgumentException("not a duration");
      }
      BigDecimal unit = BigDecimal.valueOf(nanos(part.group(2)));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    return exact(text.startsWith("-") ? nanos.negate() : nanos);
  }

  /**
   * A duration that is not negative as Go prints it: {@code 1m30s}, {@code 5m0s}, {@code 500ms}.
   */
  public static String format(Duration duration) {
    if (duration.isPositive() && duration.toSeconds() == 0) {
      return decimal(duration.toNanos(), 6) + "ms";
    }
    long hours = duration.toHours();
    String seconds =
        decimal(duration.toNanosPart() + duration.toSecondsPart() * 1_000_000_000L, 9) + "s";
    String minutes = duration.toMinutes() == 0 ? "" : duration.toMinutesPart() + "m";
    return (hours == 0 ? "" : hours + "h") + minutes + seconds;
  }

  private static String decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
  }

  private static long nanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> 1_000; // us, be it written with u or with either of two mu
    };
  }

  private static Duration exact(BigDecimal nanos) {
    try {
      return Duration.ofNanos(nanos.toBigInteger().longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too long", e);
    }
  }
}
