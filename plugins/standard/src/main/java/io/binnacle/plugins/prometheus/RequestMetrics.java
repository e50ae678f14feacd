// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.plugin.Route;
import io.binnacle.plugins.prometheus.RouteCounters.OfTransport;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.xbill.DNS.Rcode;

/**
 * What is counted of all queries; outlives reloads. The names are those that dashboards know from
 * CoreDNS.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class RequestMetrics implements MultiCollector {
  private final Counter panics;
  private final Map<Place, RouteCounters> counters = new ConcurrentHashMap<>();

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
  RouteCounters counters(Route route) {
    return counters.computeIfAbsent(
        new Place(route.server(), route.zone(), route.view()), place -> new RouteCounters());
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
        (place, counted) -> {
          Labels labels = place.labels();
          addResponses(responses, labels, counted);
          dnssecOk.dataPoint(point(labels, counted.dnssecOk));
          durations.dataPoint(counted.duration.snapshot(labels));
          counted.transports.forEach(
              (transport, counts) -> {
                Labels withProto = labels.add("proto", transport.protocol());
                addRequests(requests, withProto, counts);
                requestSizes.dataPoint(counts.requestSize.snapshot(withProto));
                responseSizes.dataPoint(counts.responseSize.snapshot(withProto));
              });
        });
    return MetricSnapshots.of(
        requests.build(),
        dnssecOk.build(),
        responses.build(),
        durations.build(),
        requestSizes.build(),
        responseSizes.build());
  }

  /** Only what has occurred: there are more kinds of queries than a scrape should carry. */
  private static void addRequests(
      CounterSnapshot.Builder requests, Labels labels, OfTransport counted) {
    for (int family = 1; family <= OfTransport.FAMILIES; family++) {
      for (int type = 0; type < QueryType.COUNT; type++) {
        LongAdder count = counted.requests(family, type);
        if (count.sum() > 0) {
          requests.dataPoint(
              point(
                  labels.add("family", String.valueOf(family)).add("type", QueryType.label(type)),
                  count));
        }
      }
    }
  }

  private static void addResponses(
      CounterSnapshot.Builder responses, Labels labels, RouteCounters counted) {
    counted.responses.forEach(
        (rcode, byPlugin) ->
            byPlugin.forEach(
                (plugin, count) ->
                    responses.dataPoint(
                        point(
                            labels.add("rcode", Rcode.string(rcode)).add("plugin", plugin),
                            count))));
  }

  private static CounterDataPointSnapshot point(Labels labels, LongAdder count) {
    return CounterDataPointSnapshot.builder().labels(labels).value((double) count.sum()).build();
  }
}
