// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import io.binnacle.corefile.GoDuration;
import io.binnacle.plugins.errors.ErrorsConfig.Consolidate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Errors that are counted rather than logged. The first begins a period, at whose end one line sums
 * them up.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class AlikeErrors {
  private final Consolidate config;
  private final ErrorLog log;
  private final SummaryTimer timer;
  private final AtomicLong count = new AtomicLong();

  AlikeErrors(Consolidate config, ErrorLog log, SummaryTimer timer) {
    this.config = config;
    this.log = log;
    this.timer = timer;
  }

  /** Whether an error with this text is one of these. */
  boolean match(String text) {
    return config.pattern().matcher(text).find();
  }

  /** Counts an error, whose line would be this. */
  void add(String line) {
    if (count.getAndIncrement() == 0) {
      if (config.showFirst()) {
        log.write(config.level(), line, null);
      }
      timer.schedule(this::sumUp, config.period());
    }
  }

  private void sumUp() {
    long counted = count.getAndSet(0);
    if (counted > (config.showFirst() ? 1 : 0)) {
      String line =
          "%d errors like '%s' occurred in last %s"
              .formatted(counted, config.pattern(), GoDuration.format(config.period()));
      log.write(config.level(), line, null);
    }
  }
}
