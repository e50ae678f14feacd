// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.RequestObserver;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.ProgrammingLatency;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of all {@code kubernetes}: how the clusters are heard, and how soon changes are
 * answered. Nothing is counted per query.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class KubernetesMetrics implements ProgrammingLatency, RequestObserver {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  /** A millisecond to nine minutes. */
  private static final int BUCKETS = 20;

  private static final double SHORTEST = 0.001;

  /** All that is asked of an API server. */
  private static final String GET = "GET";

  private final Histogram programming;
  private final Histogram durations;
  private final Histogram limits;
  private final Counter requests;
  private final Counter snapshots;
  private final Set<Cluster> followed = ConcurrentHashMap.newKeySet();

  KubernetesMetrics(PrometheusRegistry registry) {
    programming =
        Histogram.builder()
            .name("coredns_kubernetes_dns_programming_duration_seconds")
            .help("Seconds from a change of a service's endpoints until it is answered.")
            .labelNames("service_kind")
            .classicOnly()
            .classicExponentialUpperBounds(SHORTEST, 2, BUCKETS)
            .withoutExemplars()
            .register(registry);
    durations =
        perHost("request_duration", "Seconds from a request to the API server to its response.")
            .register(registry);
    limits =
        perHost("rate_limiter_duration", "Seconds that requests were held back: none ever is.")
            .register(registry);
    requests =
        Counter.builder()
            .name("coredns_kubernetes_rest_client_requests")
            .help("Requests to the API server.")
            .labelNames("code", "method", "host")
            .withoutExemplars()
            .register(registry);
    GaugeWithCallback.builder()
        .name("binnacle_kubernetes_sync_age_seconds")
        .help("Seconds since the API server, or the manifests, were last heard.")
        .callback(
            gauge ->
                followed.stream()
                    .map(Cluster::silence)
                    .max(Comparator.naturalOrder())
                    .ifPresent(longest -> gauge.call(seconds(longest))))
        .register(registry);
    snapshots =
        Counter.builder()
            .name("binnacle_kubernetes_snapshots")
            .help("Attempts to write what is known of a cluster to disk.")
            .labelNames("result")
            .withoutExemplars()
            .register(registry);
    GaugeWithCallback.builder()
        .name("binnacle_kubernetes_snapshot_age_seconds")
        .help("Seconds since the cluster was heard that the snapshot on disk has.")
        .callback(
            gauge ->
                followed.stream()
                    .flatMap(cluster -> cluster.snapshotAge().stream())
                    .max(Comparator.naturalOrder())
                    .ifPresent(oldest -> gauge.call(seconds(oldest))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("binnacle_kubernetes_objects")
        .help("Objects of the cluster that are known.")
        .labelNames("kind")
        .callback(gauge -> objects().forEach((kind, count) -> gauge.call(count, kind.toString())))
        .register(registry);
  }

  private static Histogram.Builder perHost(String what, String help) {
    return Histogram.builder()
        .name("coredns_kubernetes_rest_client_" + what + "_seconds")
        .help(help)
        .labelNames("verb", "host")
        .classicOnly()
        .withoutExemplars();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private Map<Kind, Integer> objects() {
    Map<Kind, Integer> sums = new EnumMap<>(Kind.class);
    for (Cluster cluster : followed) {
      cluster.index().counts().forEach((kind, count) -> sums.merge(kind, count, Integer::sum));
    }
    return sums;
  }

  /** From now on, this cluster is followed. */
  void begin(Cluster cluster) {
    followed.add(cluster);
  }

  /** It is not any more. */
  void end(Cluster cluster) {
    followed.remove(cluster);
  }

  /** It was tried to write a snapshot. */
  void snapshotWritten(boolean isWritten) {
    snapshots.labelValues(isWritten ? "written" : "failed").inc();
  }

  @Override
  public void answered(Service service, long millis) {
    String kind =
        switch (service.type()) {
          case CLUSTER_IP -> "cluster_ip";
          case HEADLESS ->
              service.hasSelector() ? "headless_with_selector" : "headless_without_selector";
          case EXTERNAL_NAME -> ""; // has no endpoints
        };
    if (!kind.isEmpty()) {
      programming.labelValues(kind).observe(millis / MILLIS);
    }
  }

  @Override
  public void answered(String host, String code, long nanos) {
    durations.labelValues(GET, host).observe(nanos / NANOS);
    limits.labelValues(GET, host).observe(0);
    requests.labelValues(code, GET, host).inc();
  }
}
