// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.plugin.Route;
import io.binnacle.plugin.Transport;
import io.binnacle.plugins.prometheus.RouteCounters.OfTransport;
import io.binnacle.plugins.prometheus.RouteCounters.Responses;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xbill.DNS.Rcode;

/**
 * What is counted of all queries; outlives reloads. The names are those that dashboards know from
 * CoreDNS.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class RequestMetrics implements MultiCollector {
  private final Counter panics;
  private final Map<Place, PerLoop<RouteCounters>> counters = new ConcurrentHashMap<>();

  private record Place(String server, String zone, String view) {
    Labels labels() {
      return Labels.of("server", server, "zone", zone, "view", view);
    }
  }

  RequestMetrics(PrometheusRegistry registry) {
    panics =
        Counter.builder()
            .name("coredns_panics_total")
            .help("Queries that failed for a fault in the server itself.")
            .withoutExemplars()
            .register(registry);
    registry.register(this);
  }

  /** The counters of a route, the same after each reload. */
  PerLoop<RouteCounters> counters(Route route) {
    return counters.computeIfAbsent(
        new Place(route.server(), route.zone(), route.view()),
        place -> new PerLoop<>(RouteCounters::new));
  }

  void countPanic() {
    panics.inc();
  }

  @Override
  public MetricSnapshots collect() {
    CounterSnapshot.Builder requests =
        CounterSnapshot.builder()
            .name("coredns_dns_requests")
            .help("Queries, by listener, zone, view, protocol, address family and type.");
    CounterSnapshot.Builder dnssecOk =
        CounterSnapshot.builder()
            .name("coredns_dns_do_requests")
            .help("Queries with the DO bit set.");
    CounterSnapshot.Builder responses =
        CounterSnapshot.builder()
            .name("coredns_dns_responses")
            .help("Responses, by response code and by the plugin that replied.");
    HistogramSnapshot.Builder durations =
        HistogramSnapshot.builder()
            .name("coredns_dns_request_duration_seconds")
            .help("Seconds from query to response.");
    HistogramSnapshot.Builder requestSizes =
        HistogramSnapshot.builder()
            .name("coredns_dns_request_size_bytes")
            .help("Bytes of queries.");
    HistogramSnapshot.Builder responseSizes =
        HistogramSnapshot.builder()
            .name("coredns_dns_response_size_bytes")
            .help("Bytes of responses before compression and truncation.");
    counters.forEach(
        (place, ofLoops) -> {
          List<RouteCounters> counted = ofLoops.all();
          if (counted.isEmpty()) {
            return;
          }
          Labels labels = place.labels();
          addResponses(responses, labels, counted);
          dnssecOk.dataPoint(point(labels, Counts.sum(each(counted, it -> it.dnssecOk), 0)));
          durations.dataPoint(Distribution.snapshot(labels, each(counted, it -> it.duration)));
          for (Transport transport : Transport.values()) {
            List<OfTransport> counts = each(counted, it -> it.of(transport));
            Labels withProto = labels.add("proto", transport.protocol());
            addRequests(requests, withProto, each(counts, it -> it.requests));
            requestSizes.dataPoint(
                Distribution.snapshot(withProto, each(counts, it -> it.requestSize)));
            responseSizes.dataPoint(
                Distribution.snapshot(withProto, each(counts, it -> it.responseSize)));
          }
        });
    return MetricSnapshots.of(
        requests.build(),
        dnssecOk.build(),
        responses.build(),
        durations.build(),
        requestSizes.build(),
        responseSizes.build());
  }

  private static <T, R> List<R> each(List<T> parts, Function<T, R> part) {
    return parts.stream().map(part).toList();
  }

  /** Only what has occurred: there are more kinds of queries than a scrape should carry. */
  private static void addRequests(
      CounterSnapshot.Builder requests, Labels labels, List<Counts> counted) {
    for (int family = 1; family <= OfTransport.FAMILIES; family++) {
      for (int type = 0; type < QueryType.COUNT; type++) {
        long count = Counts.sum(counted, OfTransport.request(family, type));
        if (count > 0) {
          requests.dataPoint(
              point(
                  labels.add("family", String.valueOf(family)).add("type", QueryType.label(type)),
                  count));
        }
      }
    }
  }

  private static void addResponses(
      CounterSnapshot.Builder responses, Labels labels, List<RouteCounters> counted) {
    Map<Labels, Long> sums = new HashMap<>();
    for (RouteCounters counters : counted) {
      for (Responses each : counters.responses()) {
        Labels ofEach =
            labels.add("rcode", Rcode.string(each.rcode())).add("plugin", each.plugin());
        sums.merge(ofEach, Counts.sum(List.of(each.count()), 0), Long::sum);
      }
    }
    sums.forEach((ofEach, count) -> responses.dataPoint(point(ofEach, count)));
  }

  private static CounterDataPointSnapshot point(Labels labels, long count) {
    return CounterDataPointSnapshot.builder().labels(labels).value((double) count).build();
  }
}
