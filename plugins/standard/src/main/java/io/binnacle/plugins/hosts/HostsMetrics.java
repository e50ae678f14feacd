// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * The metrics of all {@code hosts}.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @param entries how many records there are, by file
 * @param reloaded when a file was written that was read last
 */
record HostsMetrics(Gauge entries, Gauge reloaded) {
  HostsMetrics(PrometheusRegistry registry) {
    this(
        Gauge.builder()
            .name("coredns_hosts_entries")
            .help("Records made of the hosts file and of the lines in the Corefile.")
            .labelNames("hostsfile")
            .register(registry),
        Gauge.builder()
            .name("coredns_hosts_reload_timestamp_seconds")
            .help("When the hosts file was written that was read last.")
            .register(registry));
  }

  /** The hosts of a file, and of the lines beside it, have so many records. */
  void counted(Path file, int records) {
    entries.labelValues(file.toString()).set(records);
  }

  /** A file was read that was written at this time. */
  void read(FileTime modified) {
    reloaded.set(modified.toMillis() / 1000.0);
  }
}
