// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * How the server answers its own probes.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class HealthMetrics {
  private final Histogram durations;
  private final Counter failures;

  HealthMetrics(PrometheusRegistry registry) {
    durations =
        Histogram.builder()
            .name("coredns_health_request_duration_seconds")
            .help("Seconds that a probe by the server itself took.")
            .classicOnly()
            .classicUpperBounds(0.00025, 0.0025, 0.025, 0.25, 2.5)
            .withoutExemplars()
            .register(registry);
    failures =
        Counter.builder()
            .name("coredns_health_request_failures_total")
            .help("Probes by the server itself that failed.")
            .withoutExemplars()
            .register(registry);
  }

  void answered(double seconds) {
    durations.observe(seconds);
  }

  void failed() {
    failures.inc();
  }
}
