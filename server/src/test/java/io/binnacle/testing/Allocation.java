// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What code costs in garbage. */
public final class Allocation {
  /** How often code is run in each of two rounds. */
  public static final int RUNS = 100_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * Bytes that a run allocates; measured in the second of two rounds, since the first loads
   * classes.
   */
  public static long bytesPerRun(Runnable run) {
    return bytesPerRun(RUNS, run);
  }

  /** The same for code that takes longer, run so often in each round. */
  public static long bytesPerRun(int runs, Runnable run) {
    long bytes = 0;
    for (int round = 0; round < 2; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < runs; i++) {
        run.run();
      }
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return bytes / runs;
  }
}
