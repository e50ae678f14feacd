// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * Numbers that only grow, at the price of an addition each.
 *
 * <p><i>Confined to one event loop</i>; any thread may read, and sees each number whole and at most
 * a moment late.
 */
final class Counts {
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] counts;

  /** So many numbers, all of them 0. */
  Counts(int length) {
    counts = new long[length];
  }

  void add(int index, long more) {
    COUNT.setOpaque(counts, index, counts[index] + more);
  }

  /** The sum of what different event loops have counted. */
  static long sum(List<Counts> parts, int index) {
    long sum = 0;
    for (Counts part : parts) {
      sum += (long) COUNT.getOpaque(part.counts, index);
    }
    return sum;
  }
}
