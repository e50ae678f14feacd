// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.HostPort;
import io.binnacle.plugins.http.HttpEndpoints;

/**
 * The options of {@code prometheus}.
 *
 * <p><i>Immutable.</i>
 *
 * @param hasRuntimeMetrics whether all that the JVM knows of itself is shown, too
 */
record PrometheusConfig(HostPort address, boolean hasRuntimeMetrics) {
  static final HostPort DEFAULT = new HostPort("localhost", 9153);

  static PrometheusConfig parse(Directive prometheus) throws CorefileException {
    var options = prometheus.options();
    return options.done(
        new PrometheusConfig(
            options.arguments(DEFAULT, it -> HttpEndpoints.address(it, DEFAULT.port())),
            options.flag("runtime_metrics")));
  }
}
