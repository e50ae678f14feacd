// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs summaries when they are due; when closed, also those that are not due yet. Each sleeps on a
 * virtual thread until then.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class SummaryTimer {
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  void schedule(Runnable summary, Duration period) {
    Thread thread = Thread.ofVirtual().name("errors").unstarted(() -> wait(summary, period));
    waiting.add(thread);
    thread.start();
  }

  private void wait(Runnable summary, Duration period) {
    try {
      Thread.sleep(period);
    } catch (InterruptedException _) {
      // closed: due now
    }
    summary.run();
    waiting.remove(Thread.currentThread());
  }

  /** Ends the waiting, for summaries scheduled so far. */
  void close() throws InterruptedException {
    for (Thread thread : waiting) {
      thread.interrupt();
      thread.join();
    }
  }
}
