// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has the Corefile looked at, time and again, for as long as its configuration is served. The look
 * itself is not taken here: it may end this watch.
 *
 * <p><i>Safe for use by many threads</i>, once it is started.
 */
final class CorefileWatch {
  private final Runnable look;
  private Duration period = Duration.ZERO;

  CorefileWatch(Runnable look) {
    this.look = look;
  }

  /** Sets the time from one look to the next; of several, the last counts. */
  void every(Duration newPeriod) {
    period = newPeriod;
  }

  /** Begins, on a virtual thread, until what is returned is closed. */
  AutoCloseable start() {
    CountDownLatch closed = new CountDownLatch(1);
    long nanos = period.toNanos();
    Thread.ofVirtual().name("reload watch").start(() -> look(nanos, closed));
    return closed::countDown;
  }

  private void look(long nanos, CountDownLatch closed) {
    try {
      while (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
        look.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
