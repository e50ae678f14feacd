// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files a few times a second, and reads them all again when they have changed and then
 * stayed as they are for once: an editor, or a copy, may write a file bit by bit. Either all of it
 * is good and replaces what was there, or nothing changes.
 *
 * <p>Looking is cheaper to get right than being told: it sees links that are moved, folders that
 * vanish and come back, and file systems that tell nothing.
 *
 * <p><i>Safe for use by many threads.</i> The files are read by one.
 */
final class ManifestFeed implements ClusterFeed {
  private static final Logger logger = LoggerFactory.getLogger(ManifestFeed.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);

  /** How long a close waits for a look that is under way: on a network's disk it may hang. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  private final ManifestFiles files;
  private final Selection selection;
  private final ClusterIndex index;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofVirtual().name("kubernetes-manifests").unstarted(this::run);

  private List<ManifestFiles.Version> loaded = List.of();
  private List<ManifestFiles.Version> seen = List.of();
  private String loadProblem = "";
  private volatile String problem = "";
  private volatile long looked = System.nanoTime();

  private ManifestFeed(ManifestFiles files, Selection selection, ClusterIndex index) {
    this.files = files;
    this.selection = selection;
    this.index = index;
  }

  /** Reads the files, and begins to follow them. */
  static ManifestFeed start(ManifestFiles files, Selection selection, ClusterIndex index) {
    ManifestFeed feed = new ManifestFeed(files, selection, index);
    feed.load(files.versions());
    feed.thread.start();
    return feed;
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        tell(look());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is wrong now, or empty. */
  private String look() {
    List<ManifestFiles.Version> now;
    try {
      now = files.versions();
    } catch (ManifestException e) {
      return e.getMessage();
    }
    if (now.equals(seen) && !now.equals(loaded)) {
      try {
        loadProblem = "";
        load(now);
      } catch (ManifestException e) {
        loadProblem = e.getMessage();
      } catch (RuntimeException | Error e) {
        logger.error("manifests cannot be read", e);
        loadProblem = e.toString();
      }
    }
    seen = now;
    return loadProblem;
  }

  private void tell(String now) {
    if (!now.isEmpty() && !now.equals(problem)) {
      logger.warn("{}; what was read before stays", now);
    }
    if (now.isEmpty()) {
      looked = System.nanoTime();
    }
    problem = now;
  }

  private void load(List<ManifestFiles.Version> versions) {
    loaded = versions;
    List<ClusterObject> objects =
        ManifestCluster.read(
            versions.stream().map(ManifestFiles.Version::file).distinct().toList(), selection);
    objects.forEach(index::apply);
    for (Kind kind : selection.kinds()) {
      index.listed(kind, keys(objects, kind));
    }
    logger.info("{} objects in {} files", objects.size(), versions.size());
  }

  private static Set<ObjectKey> keys(List<ClusterObject> objects, Kind kind) {
    return objects.stream()
        .filter(object -> object.kind() == kind)
        .map(ClusterObject::key)
        .collect(Collectors.toSet());
  }

  @Override
  public CompletionStage<Void> synced() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public String waitingFor() {
    return problem;
  }

  @Override
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - looked);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      boolean _ = thread.join(LAST_LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
