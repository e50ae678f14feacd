// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.corefile.GoDuration;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that has been told to stop and goes on serving, until those who ask have heard of it:
 * until nobody has asked for a while, measured from the last query.
 *
 * <p><i>Immutable.</i>
 *
 * @param silence for how long nobody has asked
 * @param clock {@link System#nanoTime}
 */
record Lameduck(LameduckTimes times, Supplier<Duration> silence, LongSupplier clock, Sleep sleep)
    implements Runnable {
  private static final Logger logger = LoggerFactory.getLogger(Lameduck.class);

  /** {@link Thread#sleep(Duration)}. */
  @FunctionalInterface
  interface Sleep {
    void sleep(Duration duration) throws InterruptedException;
  }

  @Override
  public void run() {
    logger.info(
        "Going into lameduck mode until nobody has asked for {}, for {} at most",
        GoDuration.format(times.quiet()),
        GoDuration.format(times.grace()));
    long begin = clock.getAsLong();
    try {
      while (true) {
        Duration left = left(Duration.ofNanos(clock.getAsLong() - begin));
        if (!left.isPositive()) {
          return;
        }
        sleep.sleep(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to hurry
    }
  }

  /** How long to go on at least; the silence before it began does not count. */
  private Duration left(Duration served) {
    Duration silent = shorter(silence.get(), served);
    return shorter(times.quiet().minus(silent), times.grace().minus(served));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
