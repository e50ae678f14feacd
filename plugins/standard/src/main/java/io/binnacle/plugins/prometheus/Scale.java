// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import java.util.Arrays;

/**
 * Where the buckets of a histogram end: the last one nowhere.
 *
 * <p><i>Immutable.</i>
 */
final class Scale {
  private final double unit;
  private final double[] bounds;
  private final long[] limits;

  private Scale(double unit, double[] bounds) {
    this.unit = unit;
    this.bounds = Arrays.copyOf(bounds, bounds.length + 1);
    this.bounds[bounds.length] = Double.POSITIVE_INFINITY;
    this.limits = Arrays.stream(bounds).mapToLong(bound -> Math.round(bound * unit)).toArray();
  }

  /**
   * @param unit how many of what is counted make one of what is shown
   * @param bounds the greatest value of each bucket but the last, ascending, as shown
   */
  static Scale of(double unit, double... bounds) {
    return new Scale(unit, bounds);
  }

  /** Bounds that double from the first on. */
  static Scale doubling(double unit, double first, int count) {
    double[] bounds = new double[count];
    Arrays.setAll(bounds, i -> first * (1L << i));
    return new Scale(unit, bounds);
  }

  int buckets() {
    return bounds.length;
  }

  /** The bucket that a value falls into, as it is counted. */
  int bucket(long value) {
    int i = 0;
    while (i < limits.length && value > limits[i]) {
      i++;
    }
    return i;
  }

  /** The greatest value of each bucket, as shown. */
  double[] bounds() {
    return bounds.clone();
  }

  /** A sum of values, as shown. */
  double shown(long sum) {
    return sum / unit;
  }
}
