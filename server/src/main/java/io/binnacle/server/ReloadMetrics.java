// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Which configuration runs, and how many could not.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class ReloadMetrics {
  private static final String HASH = "sha512";

  private final Counter failed;
  private final Gauge running;

  ReloadMetrics(PrometheusRegistry registry) {
    failed =
        Counter.builder()
            .name("coredns_reload_failed_total")
            .help("Counter of the number of failed reload attempts.")
            .withoutExemplars()
            .register(registry);
    running =
        Gauge.builder()
            .name("coredns_reload_version_info")
            .help(
                "A metric with a constant '1' value labeled by hash, and value, of the"
                    + " configuration that runs.")
            .labelNames("hash", "value")
            .register(registry);
  }

  void failed() {
    failed.inc();
  }

  /** The configuration of this hash runs, and no other. */
  void running(String hash) {
    running.clear();
    running.labelValues(HASH, hash).set(1);
  }
}
