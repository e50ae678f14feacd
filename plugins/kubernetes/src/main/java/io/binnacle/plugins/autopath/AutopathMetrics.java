// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.autopath;

import io.binnacle.plugin.Route;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * What is counted.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class AutopathMetrics {
  private final Counter successes;

  AutopathMetrics(PrometheusRegistry registry) {
    successes =
        Counter.builder()
            .name("coredns_autopath_success_total")
            .help("Names that were found on a client's search path, be it in its first domain.")
            .labelNames("server")
            .withoutExemplars()
            .register(registry);
  }

  /** The counter of what came by this route. */
  CounterDataPoint successes(Route route) {
    return successes.labelValues(route.server());
  }
}
