// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerSource;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.plugins.kubernetes.testing.Fault;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is followed, as its metrics show it. */
class KubernetesMetricsTest {
  private static final Selection SELECTION =
      new Selection(true, false, false, LabelSelector.ALL, LabelSelector.ALL);
  private static final RecordOptions OPTIONS =
      new RecordOptions(5, PodMode.DISABLED, Set.of(), false, false, false);
  private static final String SNAPSHOT_AGE = "binnacle_kubernetes_snapshot_age_seconds";
  private static final String PROGRAMMING = "coredns_kubernetes_dns_programming_duration_seconds";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final KubernetesMetrics metrics = new KubernetesMetrics(registry);
  private final RecordIndex index =
      new RecordIndex(OPTIONS, SELECTION.kinds(), InstantSource.system(), metrics);
  private final FakeApiServer api = FakeApiServer.start();
  private final Cluster cluster =
      new Cluster(
          new Cluster.Key(
              new ApiServerSource(new ApiServerAccess.Endpoint(api.uri(), null), SELECTION),
              OPTIONS,
              null),
          index,
          metrics);

  KubernetesMetricsTest() throws IOException {}

  @BeforeEach
  void follow() throws Exception {
    api.apply(
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: app}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: app}
        spec: {clusterIP: 10.96.0.1, selector: {app: web}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: app}
        spec: {clusterIP: None, selector: {app: db}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: outside, namespace: app}
        spec: {clusterIP: None}
        """);
    change("web", "10.244.0.1", Instant.now());
    cluster.start().await(Duration.ofSeconds(20));
    Eventually.await(() -> api.watches() == 3);
  }

  @AfterEach
  void stop() {
    cluster.close();
    api.close();
  }

  /** Gives a service another endpoint, which has come at this time. */
  private void change(String service, String address, Instant when) {
    api.apply(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: %s-a
          namespace: app
          labels: {kubernetes.io/service-name: %s}
          annotations: {endpoints.kubernetes.io/last-change-trigger-time: '%s'}
        addressType: IPv4
        endpoints: [{addresses: [%s]}]
        """
            .formatted(service, service, when, address));
  }

  private <S> S snapshot(Class<S> type, String name) {
    MetricSnapshots found = registry.scrape(each -> each.equals(name));
    assertThat(found.stream()).as(name).hasSize(1);
    return type.cast(found.get(0));
  }

  private Map<String, HistogramDataPointSnapshot> programming() {
    return snapshot(HistogramSnapshot.class, PROGRAMMING).getDataPoints().stream()
        .collect(Collectors.toMap(point -> point.getLabels().get("service_kind"), point -> point));
  }

  private double silence() {
    return snapshot(GaugeSnapshot.class, "binnacle_kubernetes_sync_age_seconds")
        .getDataPoints()
        .getFirst()
        .getValue();
  }

  private static List<Double> bounds(HistogramDataPointSnapshot measured) {
    return IntStream.range(0, measured.getClassicBuckets().size())
        .mapToObj(measured.getClassicBuckets()::getUpperBound)
        .toList();
  }

  @Test
  void measuresHowSoonChangesAreAnsweredByKindOfService() {
    assertThat(programming()).isEmpty(); // how old the first list is says nothing

    Instant minuteAgo = Instant.now().minusSeconds(60);
    change("web", "10.244.0.2", minuteAgo);
    change("db", "10.244.0.3", minuteAgo);
    change("outside", "10.244.0.4", minuteAgo);

    Eventually.await(() -> programming().size() == 3);
    assertThat(programming())
        .containsOnlyKeys("cluster_ip", "headless_with_selector", "headless_without_selector")
        .allSatisfy(
            (kind, measured) -> {
              assertThat(measured.getCount()).isOne();
              assertThat(measured.getSum()).isBetween(60.0, 120.0);
            });
    assertThat(bounds(programming().values().iterator().next()))
        .hasSize(21)
        .startsWith(0.001, 0.002, 0.004, 0.008)
        .endsWith(262.144, 524.288, Double.POSITIVE_INFINITY);
  }

  @Test
  void countsRequests() {
    String host = api.uri().getAuthority();
    CounterSnapshot.CounterDataPointSnapshot counted =
        snapshot(CounterSnapshot.class, "coredns_kubernetes_rest_client_requests")
            .getDataPoints()
            .getFirst();
    assertThat(counted.getValue()).isGreaterThanOrEqualTo(3);
    assertThat(counted.getLabels().stream())
        .extracting(label -> label.getName() + "=" + label.getValue())
        .containsExactlyInAnyOrder("code=200", "method=GET", "host=" + host);

    for (String what : List.of("request", "rate_limiter")) {
      HistogramDataPointSnapshot measured =
          snapshot(
                  HistogramSnapshot.class,
                  "coredns_kubernetes_rest_client_" + what + "_duration_seconds")
              .getDataPoints()
              .getFirst();
      assertThat(measured.getLabels().stream())
          .extracting(label -> label.getName() + "=" + label.getValue())
          .containsExactlyInAnyOrder("verb=GET", "host=" + host);
      assertThat(measured.getCount()).isGreaterThanOrEqualTo(3);
      assertThat(bounds(measured))
          .containsExactly(
              .005, .01, .025, .05, .1, .25, .5, 1.0, 2.5, 5.0, 10.0, Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void countsRequestsThatFail() {
    api.fail("services", new Fault.Refusal(403, "Forbidden", "services is forbidden"));
    api.fail("namespaces", new Fault.Cut());

    api.cutWatches();

    Eventually.await(
        () ->
            snapshot(CounterSnapshot.class, "coredns_kubernetes_rest_client_requests")
                .getDataPoints()
                .stream()
                .map(point -> point.getLabels().get("code"))
                .collect(Collectors.toSet())
                .equals(Set.of("200", "403", "<error>")));
  }

  @Test
  void showsForHowLongNothingWasHeard() {
    Eventually.await(() -> silence() > 0.02);
    Eventually.await(
        () -> {
          api.bookmark();
          return silence() < 0.02;
        });

    api.stop();

    Eventually.await(() -> silence() > 0.1);
    assertThat(index.isStale()).isTrue();
  }

  @Test
  void countsSnapshotsAndShowsTheAgeOfTheLast(@TempDir Path folder) throws Exception {
    assertThat(snapshot(GaugeSnapshot.class, SNAPSHOT_AGE).getDataPoints()).isEmpty();
    Cluster.Key key =
        new Cluster.Key(
            cluster.key().source(), OPTIONS, new SnapshotConfig(folder, Duration.ofHours(1)));

    try (Cluster kept =
        new Cluster(
            key,
            new RecordIndex(OPTIONS, SELECTION.kinds(), InstantSource.system(), metrics),
            metrics)) {
      kept.start();
      Eventually.await(() -> kept.snapshotAge().isPresent());

      assertThat(snapshot(CounterSnapshot.class, "binnacle_kubernetes_snapshots").getDataPoints())
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.getLabels().get("result")).isEqualTo("written");
                assertThat(point.getValue()).isOne();
              });
      assertThat(snapshot(GaugeSnapshot.class, SNAPSHOT_AGE).getDataPoints())
          .singleElement()
          .satisfies(point -> assertThat(point.getValue()).isBetween(0.0, 60.0));
    }
  }

  @Test
  void countsObjects() {
    assertThat(
            snapshot(GaugeSnapshot.class, "binnacle_kubernetes_objects").getDataPoints().stream())
        .extracting(point -> entry(point.getLabels().get("kind"), point.getValue()))
        .containsExactlyInAnyOrder(
            entry("Namespace", 1.0), entry("Service", 3.0), entry("EndpointSlice", 1.0));
  }
}
