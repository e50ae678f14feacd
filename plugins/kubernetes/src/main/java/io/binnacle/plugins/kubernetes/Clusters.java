// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugin.Leases;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The clusters that a configuration names. Each is followed once, however many blocks name it, and
 * if the configuration before followed it, it goes on being followed: a reload lists nothing again.
 *
 * <p><i>Used at set-up only</i>, but for {@link #follow}.
 */
final class Clusters {
  private final Leases<Cluster.Key, Cluster> followed;
  private final KubernetesMetrics metrics;
  private final Map<Cluster.Key, Cluster> named = new HashMap<>();

  private Clusters(Leases<Cluster.Key, Cluster> followed, KubernetesMetrics metrics) {
    this.followed = followed;
    this.metrics = metrics;
  }

  /** What outlives reloads. */
  private record Followed(Leases<Cluster.Key, Cluster> leases) {}

  /** Those of the configuration that this block belongs to. */
  static Clusters of(Setup block) {
    Followed followed = block.kept(Followed.class, _ -> new Followed(new Leases<>()));
    KubernetesMetrics metrics = block.kept(KubernetesMetrics.class, KubernetesMetrics::new);
    return block.shared(Clusters.class, () -> new Clusters(followed.leases(), metrics));
  }

  /** The cluster that this describes. */
  Cluster named(KubernetesConfig config) {
    return named.computeIfAbsent(
        new Cluster.Key(config.source(), config.records(), config.snapshot()),
        key -> followed.find(key).orElseGet(() -> unknown(key, config)));
  }

  private Cluster unknown(Cluster.Key key, KubernetesConfig config) {
    return new Cluster(
        key,
        new RecordIndex(
            config.records(), config.selection().kinds(), InstantSource.system(), metrics),
        metrics);
  }

  /**
   * Follows the cluster, until what is returned is closed; returns when it is known, or when this
   * much time has passed.
   */
  AutoCloseable follow(Cluster cluster, Duration limit) throws Exception {
    AutoCloseable end = followed.take(cluster.key(), cluster::start).end();
    try {
      cluster.await(limit);
    } catch (ExecutionException | InterruptedException e) {
      end.close();
      throw e;
    }
    return end;
  }
}
