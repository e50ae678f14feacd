// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a cluster, and the feed that it is known by.
 *
 * <p><i>Safe for use by many threads</i>, once it is started.
 */
final class Cluster implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Cluster.class);

  private final Key key;
  private final RecordIndex index;
  private final KubernetesMetrics metrics;
  private volatile @Nullable ClusterFeed feed;

  /**
   * What tells one cluster from another: whoever says the same may share it.
   *
   * @param source where it is learned from, and which of its objects
   * @param records how answers are made
   */
  record Key(ClusterSource source, RecordOptions records) {}

  /** A cluster of which nothing is known. */
  Cluster(Key key, RecordIndex index, KubernetesMetrics metrics) {
    this.key = key;
    this.index = index;
    this.metrics = metrics;
  }

  Key key() {
    return key;
  }

  RecordIndex index() {
    return index;
  }

  /** Starts to feed the index. */
  Cluster start() throws IOException {
    feed = key.source().start(index, metrics);
    metrics.begin(this);
    return this;
  }

  /** Waits for the index to be synced, though not for long. */
  void await(Duration limit) throws InterruptedException, ExecutionException {
    ClusterFeed started = Objects.requireNonNull(feed);
    try {
      started.synced().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      logger.warn("starting without the whole cluster; waiting for {}", started.waitingFor());
    }
  }

  /** For how long nothing was heard of it. */
  Duration silence() {
    return Objects.requireNonNull(feed).silence();
  }

  @Override
  public void close() {
    metrics.end(this);
    Objects.requireNonNull(feed).close();
  }
}
