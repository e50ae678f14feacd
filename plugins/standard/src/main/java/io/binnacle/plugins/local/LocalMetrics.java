// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.local;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The metrics of all {@code local}.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @param requests for names that begin or end with {@code localhost}, but for that name itself
 */
record LocalMetrics(Counter requests) {
  LocalMetrics(PrometheusRegistry registry) {
    this(
        Counter.builder()
            .name("coredns_local_localhost_requests_total")
            .help("Queries for names that begin or end with localhost.")
            .withoutExemplars()
            .register(registry));
  }
}
