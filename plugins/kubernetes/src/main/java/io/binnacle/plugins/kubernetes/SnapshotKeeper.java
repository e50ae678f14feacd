// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is known of a cluster to its file: as soon as it is all known, then when something
 * has changed, though not at each change, and when it is closed. What has not changed is written
 * again now and then, so that it does not look old. What cannot be written is tried again.
 *
 * <p><i>Safe for use by many threads.</i> One of its own writes.
 */
final class SnapshotKeeper implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(SnapshotKeeper.class);

  /** At the end, the disk may hang; then the snapshot before has to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What has not changed is written again when it is older than this part of what is allowed. */
  private static final int PARTS_OF_AGE = 8;

  private final SnapshotFile file;
  private final Duration freshness;
  private final Duration interval;
  private final RecordIndex index;
  private final ClusterFeed feed;
  private final Consumer<Boolean> attempts;
  private final InstantSource clock = InstantSource.system();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("kubernetes-snapshot").unstarted(this::run);

  /** When the cluster was heard last that the file has. */
  private volatile @Nullable Instant kept;

  /** The second in which the file was last begun: the changes of that second may not be in it. */
  private long written;

  private boolean isFailing;

  private SnapshotKeeper(
      SnapshotFile file,
      Duration maxAge,
      Duration interval,
      RecordIndex index,
      ClusterFeed feed,
      Consumer<Boolean> attempts) {
    this.file = file;
    this.freshness = maxAge.dividedBy(PARTS_OF_AGE);
    this.interval = interval;
    this.index = index;
    this.feed = feed;
    this.attempts = attempts;
  }

  /**
   * Begins to keep a cluster.
   *
   * @param maxAge when a file is too old to be used
   * @param interval how long to wait before it is written again
   * @param attempts is told of each attempt whether the file was written
   */
  static SnapshotKeeper start(
      SnapshotFile file,
      Duration maxAge,
      Duration interval,
      RecordIndex index,
      ClusterFeed feed,
      Consumer<Boolean> attempts) {
    SnapshotKeeper keeper = new SnapshotKeeper(file, maxAge, interval, index, feed, attempts);
    keeper.thread.start();
    return keeper;
  }

  /** How long ago the cluster was heard that the file has, if it was written. */
  Optional<Duration> age() {
    return Optional.ofNullable(kept).map(when -> Duration.between(when, clock.instant()));
  }

  private void run() {
    try {
      CompletableFuture<Void> synced = feed.synced().toCompletableFuture();
      CompletableFuture.anyOf(synced, closing).get();
      if (synced.isDone()) {
        do {
          keep();
        } while (!isClosingWithin(interval));
        keep();
      }
    } catch (InterruptedException | ExecutionException e) {
      logger.error("snapshots end", e);
    }
  }

  private boolean isClosingWithin(Duration time) throws InterruptedException, ExecutionException {
    try {
      closing.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    }
  }

  /** Writes what is known, if that says more than the file. */
  private void keep() {
    Instant now = clock.instant();
    Instant heard = index.isStale() ? now.minus(feed.silence()) : now;
    Instant before = kept;
    if (before == null
        || Integer.toUnsignedLong(index.serial()) >= written
        || Duration.between(before, heard).compareTo(freshness) > 0) {
      boolean isWritten = isWritten(heard);
      attempts.accept(isWritten);
      if (isWritten) {
        kept = heard;
        written = now.getEpochSecond();
      }
    }
  }

  private boolean isWritten(Instant heard) {
    try {
      file.write(heard, index.objects());
      if (isFailing) {
        logger.info("snapshot {} is written again", file);
      }
      isFailing = false;
    } catch (IOException | RuntimeException e) {
      if (!isFailing) {
        logger.warn("snapshot {} cannot be written, trying again: {}", file, e.toString());
      }
      isFailing = true;
    }
    return !isFailing;
  }

  /** Writes it a last time, if need be. */
  @Override
  public void close() {
    closing.complete(null);
    try {
      if (!thread.join(PATIENCE)) {
        logger.warn("snapshot {} takes too long to write; the one before stays", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
