// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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

  /** How often a snapshot is written, at most: what changes meanwhile is heard again. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Key key;
  private final RecordIndex index;
  private final KubernetesMetrics metrics;
  private volatile @Nullable ClusterFeed feed;
  private volatile @Nullable SnapshotKeeper keeper;

  /**
   * What tells one cluster from another: whoever says the same may share it.
   *
   * @param source where it is learned from, and which of its objects
   * @param records how answers are made
   * @param snapshot where what is known is kept for the next start, or null
   */
  record Key(ClusterSource source, RecordOptions records, @Nullable SnapshotConfig snapshot) {
    /** What its snapshot is told by from those of others. */
    String identity() throws IOException {
      return source.identity() + ", " + records.scope();
    }
  }

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

  /** Starts to feed the index, from what is kept of an earlier start until something is heard. */
  Cluster start() throws IOException {
    SnapshotConfig snapshot = key.snapshot();
    if (snapshot == null) {
      feed = key.source().start(index, metrics);
    } else {
      SnapshotFile file = SnapshotFile.in(snapshot.folder(), key.identity());
      WarmStart.restore(file, snapshot.maxAge(), index);
      ClusterFeed started = key.source().start(index, metrics);
      feed = started;
      keeper =
          SnapshotKeeper.start(
              file, snapshot.maxAge(), INTERVAL, index, started, metrics::snapshotWritten);
    }
    metrics.begin(this);
    return this;
  }

  /** Waits for the index to be synced, though not for long. */
  void await(Duration limit) throws InterruptedException, ExecutionException {
    if (index.isSynced()) {
      return; // as it was once
    }
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

  /** How long ago the cluster was heard that the snapshot on disk has, if one was written. */
  Optional<Duration> snapshotAge() {
    SnapshotKeeper keeping = keeper;
    return keeping == null ? Optional.empty() : keeping.age();
  }

  @Override
  public void close() {
    metrics.end(this);
    SnapshotKeeper keeping = keeper;
    if (keeping != null) {
      keeping.close();
    }
    Objects.requireNonNull(feed).close();
  }
}
