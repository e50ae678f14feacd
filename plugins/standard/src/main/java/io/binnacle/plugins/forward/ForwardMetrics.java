// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.stream.Stream;

/**
 * The metrics of all {@code forward}.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @param broken how often all upstreams were down
 * @param rejects queries refused because too many were waiting
 * @param durations of what upstreams were asked and have answered
 * @param failedChecks health checks without a response
 * @param reused queries for which there was a socket
 * @param opened queries for which one had to be opened
 */
record ForwardMetrics(
    CounterDataPoint broken,
    CounterDataPoint rejects,
    Histogram durations,
    Counter failedChecks,
    Counter reused,
    Counter opened) {
  /** A quarter of a millisecond to eight seconds. */
  private static final int BUCKETS = 16;

  private static final double SHORTEST = 0.00025;

  /** The label {@code proxy_name}: other plugins may ask upstreams, too. */
  private static final String PROXY = "forward";

  ForwardMetrics(PrometheusRegistry registry) {
    this(
        counter("coredns_forward_healthcheck_broken", "Queries that found all upstreams down.")
            .register(registry),
        counter(
                "coredns_forward_max_concurrent_rejects",
                "Queries refused because too many were waiting for upstreams.")
            .register(registry),
        Histogram.builder()
            .name("coredns_proxy_request_duration_seconds")
            .help("Seconds from a query to an upstream to its response.")
            .labelNames("proxy_name", "to", "rcode")
            .classicOnly()
            .classicExponentialUpperBounds(SHORTEST, 2, BUCKETS)
            .withoutExemplars()
            .register(registry),
        counter("coredns_proxy_healthcheck_failures", "Health checks without a response.")
            .labelNames("proxy_name", "to")
            .register(registry),
        counter("coredns_proxy_conn_cache_hits", "Queries for which there was an open socket.")
            .labelNames("proxy_name", "to", "proto")
            .register(registry),
        counter("coredns_proxy_conn_cache_misses", "Queries for which a socket was opened.")
            .labelNames("proxy_name", "to", "proto")
            .register(registry));
  }

  /** Forgets an upstream that a look-up has not found any more: there may be any number of them. */
  void forget(String upstream) {
    Stream.of(durations, failedChecks, reused, opened)
        .forEach(metric -> metric.removeIf(labels -> labels.get(1).equals(upstream)));
  }

  private static Counter.Builder counter(String name, String help) {
    return Counter.builder().name(name).help(help).withoutExemplars();
  }

  /** Those of one upstream. */
  UpstreamMetrics of(String upstream, boolean isEncrypted) {
    return new UpstreamMetrics(
        rcode -> durations.labelValues(PROXY, upstream, rcode),
        failedChecks.labelValues(PROXY, upstream),
        isEncrypted ? null : use(upstream, "udp"),
        use(upstream, isEncrypted ? "tcp-tls" : "tcp"));
  }

  private UpstreamMetrics.Use use(String upstream, String protocol) {
    return new UpstreamMetrics.Use(
        reused.labelValues(PROXY, upstream, protocol),
        opened.labelValues(PROXY, upstream, protocol));
  }
}
