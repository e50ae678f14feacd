// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.netty.channel.EventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * What outlives reloads: one object of each type, the registry that their metrics are in, and the
 * event loops.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class KeptObjects {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Map<Class<?>, Object> objects = new HashMap<>();
  private volatile List<EventLoop> loops = List.of();

  /** These event loops run from now on. */
  void running(List<EventLoop> all) {
    loops = all;
  }

  /** The event loops that run. */
  List<EventLoop> loops() {
    return loops;
  }

  /** Any one of the event loops. */
  EventLoop loop() {
    List<EventLoop> all = loops;
    if (all.isEmpty()) {
      throw new IllegalStateException("the server has not started");
    }
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }

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
