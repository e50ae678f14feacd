// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import com.google.re2j.Pattern;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugins.regex.RegularExpression;
import java.time.Duration;
import java.util.List;
import org.slf4j.event.Level;

/**
 * The options of {@code errors}.
 *
 * <p><i>Immutable.</i>
 *
 * @param stacktrace whether what a bug has thrown is logged with its stack
 * @param patterns which errors to count rather than to log; the first that matches is taken
 */
record ErrorsConfig(boolean stacktrace, List<Consolidate> patterns) {
  private static final String SHOW_FIRST = "show_first";
  private static final List<String> LEVEL_OR_SHOW_FIRST =
      List.of("warning", "error", "info", "debug", SHOW_FIRST);

  ErrorsConfig {
    patterns = List.copyOf(patterns);
  }

  /**
   * Errors that are alike.
   *
   * @param period how long they are counted before one line sums them up
   * @param pattern what is found in their texts
   * @param level of that line
   * @param showFirst whether the first is logged at once
   */
  record Consolidate(Duration period, Pattern pattern, Level level, boolean showFirst) {}

  static ErrorsConfig parse(Directive errors) throws CorefileException {
    var options = errors.options();
    options.arguments("", ErrorsConfig::destination);
    return options.done(
        new ErrorsConfig(
            options.flag("stacktrace"), options.values("consolidate", ErrorsConfig::consolidate)));
  }

  private static String destination(Directive errors) throws CorefileException {
    errors.atMost(1);
    return errors.has(0) ? errors.word(0, List.of("stdout")) : "stdout";
  }

  private static Consolidate consolidate(Directive words) throws CorefileException {
    Duration period = words.duration(0, "a duration", Duration.ofMillis(1), Duration.ofDays(365));
    Pattern pattern = words.value(1, "a regular expression", RegularExpression::compile);
    int next = 2;
    Level level = Level.ERROR;
    if (words.has(next) && !words.arguments().get(next).text().equals(SHOW_FIRST)) {
      level = level(words.word(next, LEVEL_OR_SHOW_FIRST));
      next++;
    }
    boolean showFirst = words.has(next);
    if (showFirst) {
      words.word(next, List.of(SHOW_FIRST));
      words.atMost(next + 1);
    }
    return new Consolidate(period, pattern, level, showFirst);
  }

  private static Level level(String word) {
    return switch (word) {
      case "warning" -> Level.WARN;
      case "info" -> Level.INFO;
      case "debug" -> Level.DEBUG;
      default -> Level.ERROR;
    };
  }
}
