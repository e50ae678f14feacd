// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.timeouts;

import static io.binnacle.plugin.StreamLimits.DEFAULT;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.StreamLimits;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the limits that {@code timeouts} sets. */
final class TimeoutsConfig {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final int UNLIMITED = -1;

  private TimeoutsConfig() {}

  static StreamLimits parse(Directive timeouts) throws CorefileException {
    timeouts.noArguments();
    if (timeouts.properties().isEmpty()) {
      throw timeouts.error("expected at least one of read, write, idle, maxtcpqueries");
    }
    var options = timeouts.options();
    return options.done(
        new StreamLimits(
            options.value("read", DEFAULT.read(), TimeoutsConfig::duration),
            options.value("write", DEFAULT.write(), TimeoutsConfig::duration),
            options.value("idle", DEFAULT.idle(), TimeoutsConfig::duration),
            options.value("maxtcpqueries", DEFAULT.maxQueries(), TimeoutsConfig::queries)));
  }

  /** As Go writes it, or in seconds. */
  private static Duration duration(Directive option) throws CorefileException {
    option.atMost(1);
    return option.has(0) && SECONDS.matcher(option.arguments().getFirst().text()).matches()
        ? Duration.ofSeconds(option.integer(0, "seconds", 1, Math.toIntExact(LONGEST.toSeconds())))
        : option.duration(0, "a duration", SHORTEST, LONGEST);
  }

  private static int queries(Directive option) throws CorefileException {
    option.atMost(1);
    int count = option.integer(0, "-1 or a number", UNLIMITED, StreamLimits.UNLIMITED);
    if (count == 0) {
      throw option.expected("-1 or a number of at least 1", 0);
    }
    return count == UNLIMITED ? StreamLimits.UNLIMITED : count;
  }
}
