// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Values as Go sees them.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class Values {
  /** From here on numbers are written with an exponent. */
  private static final int LEAST_EXPONENT = 6;

  private Values() {}

  /** Whether it is neither false, nor zero, nor empty. */
  static boolean isTrue(Object value) {
    return switch (value) {
      case Boolean bool -> bool;
      case Long integer -> integer != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** What {@code print} makes of it. */
  static String text(Object value) {
    return switch (value) {
      case Double number -> text(number.doubleValue());
      case List<?> list ->
          list.stream().map(Values::text).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          new TreeMap<>(map)
              .entrySet().stream()
                  .map(entry -> entry.getKey() + ":" + entry.getValue())
                  .collect(Collectors.joining(" ", "map[", "]"));
      default -> value.toString();
    };
  }

  /** The shortest digits that say it; with an exponent where Go has one. */
  private static String text(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    BigDecimal digits = BigDecimal.valueOf(number).stripTrailingZeros();
    int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < LEAST_EXPONENT) {
      return digits.toPlainString();
    }
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
