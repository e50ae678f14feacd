// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.corefile.GoDuration;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that has been told to stop and goes on serving, until clients have had time to hear of
 * it.
 *
 * <p><i>Immutable.</i>
 */
record Lameduck(Duration duration, Sleep sleep) implements Runnable {
  private static final Logger logger = LoggerFactory.getLogger(Lameduck.class);

  /** {@link Thread#sleep(Duration)}. */
  @FunctionalInterface
  interface Sleep {
    void sleep(Duration duration) throws InterruptedException;
  }

  @Override
  public void run() {
    logger.info("Going into lameduck mode for {}", GoDuration.format(duration));
    try {
      sleep.sleep(duration);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to hurry
    }
  }
}
