// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Problem;
import io.binnacle.plugin.Reloader;
import io.netty.channel.EventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the blocks of one server have in common while they are set up.
 *
 * <p><i>Used at set-up only.</i>
 */
final class ServerSetup {
  private final KeptObjects kept;
  private final Receivers receivers;
  private final Map<Class<?>, Object> shared = new HashMap<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Reloader reloader;
  private boolean isDebug;

  ServerSetup(KeptObjects kept, Receivers receivers, Reloader reloader) {
    this.kept = kept;
    this.receivers = receivers;
    this.reloader = reloader;
  }

  Reloader reloader() {
    return reloader;
  }

  <T> T shared(Class<T> type, Supplier<T> make) {
    return type.cast(shared.computeIfAbsent(type, absent -> make.get()));
  }

  <T> T kept(Class<T> type, Function<PrometheusRegistry, T> make) {
    return kept.get(type, make);
  }

  void warn(Problem warning) {
    warnings.add(warning);
  }

  List<Problem> warnings() {
    return warnings;
  }

  Supplier<List<EventLoop>> loops() {
    return kept::loops;
  }

  Supplier<EventLoop> anyLoop() {
    return kept::loop;
  }

  Supplier<Duration> silence() {
    return receivers::silence;
  }

  void debug() {
    isDebug = true;
  }

  boolean isDebug() {
    return isDebug;
  }
}
