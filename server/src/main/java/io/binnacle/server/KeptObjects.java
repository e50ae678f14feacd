// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What outlives reloads: one object of each type, and the registry that their metrics are in.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class KeptObjects {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<Class<?>, Object> objects = new HashMap<>();

  synchronized <T> T get(Class<T> type, Function<PrometheusRegistry, T> make) {
    Object known = objects.get(type);
    if (known != null) {
      return type.cast(known);
    }
    T made = make.apply(registry);
    objects.put(type, made);
    return made;
  }
}
