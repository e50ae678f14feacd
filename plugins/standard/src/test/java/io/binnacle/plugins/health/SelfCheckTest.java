// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.HostPort;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  private final int port = FreePort.find();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final SelfCheck check =
      new SelfCheck(new HostPort("", port), new HealthMetrics(registry));

  @Test
  void countsAnswers() {
    try (TestServer _ = TestServer.start(".:0 {\n health :%d\n}", port)) {
      check.probe();
      check.probe();
    }

    assertThat(answers()).isEqualTo(2);
    assertThat(failures()).isZero();
  }

  @Test
  void countsProbesThatNobodyAnswers() {
    check.probe();

    assertThat(answers()).isZero();
    assertThat(failures()).isEqualTo(1);
  }

  private long answers() {
    return registry.scrape().stream()
        .filter(HistogramSnapshot.class::isInstance)
        .flatMap(each -> ((HistogramSnapshot) each).getDataPoints().stream())
        .mapToLong(point -> point.getCount())
        .sum();
  }

  private double failures() {
    return registry.scrape().stream()
        .filter(CounterSnapshot.class::isInstance)
        .flatMap(each -> ((CounterSnapshot) each).getDataPoints().stream())
        .mapToDouble(point -> point.getValue())
        .sum();
  }
}
