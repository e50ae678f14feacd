// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;

/**
 * What the listeners know, asked when somebody wants to see it.
 *
 * <p><i>Safe for use by many threads.</i> The listeners are.
 */
final class ListenerMetrics {
  ListenerMetrics(PrometheusRegistry registry, Supplier<Listeners> listeners) {
    CounterWithCallback.builder()
        .name("binnacle_udp_dropped_total")
        .help(
            "Queries over UDP that the system had no room for, because they came faster than they"
                + " were read.")
        .labelNames("server")
        .callback(
            callback ->
                listeners
                    .get()
                    .byAddress()
                    .forEach(
                        (address, listener) ->
                            listener
                                .udp()
                                .dropped()
                                .ifPresent(
                                    queries -> callback.call((double) queries, address.label()))))
        .register(registry);
  }
}
