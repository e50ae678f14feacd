// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import io.binnacle.plugin.Route;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * The metrics of all {@code acl}: what became of queries.
 *
 * <p><i>Safe for use by many threads.</i>
 */
record AclMetrics(Counter allowed, Counter blocked, Counter filtered, Counter dropped) {
  private static final List<String> ROUTE = List.of("server", "zone", "view");

  AclMetrics(PrometheusRegistry registry) {
    this(
        counter(registry, "allowed", List.of("server", "view")),
        counter(registry, "blocked", ROUTE),
        counter(registry, "filtered", ROUTE),
        counter(registry, "dropped", ROUTE));
  }

  private static Counter counter(PrometheusRegistry registry, String what, List<String> labels) {
    return Counter.builder()
        .name("coredns_acl_" + what + "_requests_total")
        .help("Queries that were " + what + ".")
        .labelNames(labels.toArray(String[]::new))
        .withoutExemplars()
        .register(registry);
  }

  /** The counters of a route. */
  Counts of(Route route) {
    return new Counts(
        allowed.labelValues(route.server(), route.view()),
        blocked.labelValues(route.server(), route.zone(), route.view()),
        filtered.labelValues(route.server(), route.zone(), route.view()),
        dropped.labelValues(route.server(), route.zone(), route.view()));
  }

  /**
   * The counters of a route.
   *
   * <p><i>Safe for use by many threads.</i>
   */
  record Counts(
      CounterDataPoint allowed,
      CounterDataPoint blocked,
      CounterDataPoint filtered,
      CounterDataPoint dropped) {
    void count(Action action) {
      switch (action) {
        case ALLOW -> allowed.inc();
        case BLOCK -> blocked.inc();
        case FILTER -> filtered.inc();
        case DROP -> dropped.inc();
      }
    }
  }
}
