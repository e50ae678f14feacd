// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of whole numbers that costs a query two additions, each striped over threads.
 *
 * <p><i>Safe for use by many threads.</i> What is read while others write is at most a few values
 * behind.
 */
final class Distribution {
  private final Scale scale;
  private final LongAdder[] buckets;
  private final LongAdder sum = new LongAdder();

  Distribution(Scale scale) {
    this.scale = scale;
    this.buckets = new LongAdder[scale.buckets()];
    Arrays.setAll(buckets, i -> new LongAdder());
  }

  void add(long value) {
    buckets[scale.bucket(value)].increment();
    sum.add(value);
  }

  HistogramDataPointSnapshot snapshot(Labels labels) {
    long[] counts = Arrays.stream(buckets).mapToLong(LongAdder::sum).toArray();
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(scale.bounds(), counts))
        .sum(scale.shown(sum.sum()))
        .build();
  }
}
