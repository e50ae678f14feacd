// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;

/**
 * A histogram of whole numbers that costs a query two additions.
 *
 * <p><i>Confined to one event loop</i>; any thread may read, and sees at most a few values less.
 */
final class Distribution {
  private final Scale scale;

  /** The buckets, and behind them the sum. */
  private final Counts counts;

  Distribution(Scale scale) {
    this.scale = scale;
    this.counts = new Counts(scale.buckets() + 1);
  }

  void add(long value) {
    counts.add(scale.bucket(value), 1);
    counts.add(scale.buckets(), value);
  }

  /** What different event loops have counted, at least one, as one. */
  static HistogramDataPointSnapshot snapshot(Labels labels, List<Distribution> parts) {
    Scale scale = parts.getFirst().scale;
    List<Counts> counts = parts.stream().map(part -> part.counts).toList();
    long[] buckets = new long[scale.buckets()];
    Arrays.setAll(buckets, bucket -> Counts.sum(counts, bucket));
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(scale.bounds(), buckets))
        .sum(scale.shown(Counts.sum(counts, scale.buckets())))
        .build();
  }
}
