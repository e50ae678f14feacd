// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.Version;
import io.binnacle.logging.Logging;
import io.binnacle.plugins.http.HttpAnswer;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What is told of the process as a whole, and the exposition of all metrics in it.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class ProcessMetrics {
  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Gauge enabled;
  private boolean hasRuntimeMetrics;

  ProcessMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    Version version = Version.load();
    Info.builder()
        .name("coredns_build_info")
        .help("The version, the commit and the Java that this server was built with.")
        .labelNames("version", "revision", "goversion")
        .register(registry)
        .setLabelValues(version.number(), version.commit(), "java" + Runtime.version().feature());
    enabled =
        Gauge.builder()
            .name("coredns_plugin_enabled")
            .help("Whether a plugin has a handler in a server block, by listener and zone.")
            .labelNames("server", "zone", "view", "name")
            .register(registry);
    CounterWithCallback.builder()
        .name("binnacle_log_lost_lines_total")
        .help("Lines of the log that were dropped, since they could not be written.")
        .callback(callback -> callback.call((double) Logging.lostLines()))
        .register(registry);
    io.prometheus.metrics.instrumentation.jvm.ProcessMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
  }

  Gauge enabled() {
    return enabled;
  }

  /** What fewer want to see, once asked for. */
  synchronized void addRuntimeMetrics() {
    if (!hasRuntimeMetrics) {
      hasRuntimeMetrics = true;
      JvmBufferPoolMetrics.builder().register(registry);
      JvmClassLoadingMetrics.builder().register(registry);
      JvmCompilationMetrics.builder().register(registry);
      JvmMemoryPoolAllocationMetrics.builder().register(registry);
      JvmNativeMemoryMetrics.builder().register(registry);
    }
  }

  /** All metrics, in the format that suits this {@code Accept} header: as text or OpenMetrics. */
  HttpAnswer expose(String accepted) {
    ExpositionFormatWriter writer =
        formats.getOpenMetricsTextFormatWriter().accepts(accepted)
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no file behind it
    }
    return HttpAnswer.of(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
  }
}
