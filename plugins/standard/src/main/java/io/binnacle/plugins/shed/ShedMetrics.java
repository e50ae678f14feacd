// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.shed;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The metrics of all {@code shed}.
 *
 * <p><i>Safe for use by many threads.</i>
 */
record ShedMetrics(Counter dropped) {
  ShedMetrics(PrometheusRegistry registry) {
    this(
        Counter.builder()
            .name("coredns_shed_dropped_total")
            .help("Queries and responses that were dropped because of too much load.")
            .labelNames("server", "reason")
            .withoutExemplars()
            .register(registry));
  }

  void query(String server) {
    dropped.labelValues(server, "query").inc();
  }

  void responses(String server, int count) {
    dropped.labelValues(server, "response").inc(count);
  }
}
