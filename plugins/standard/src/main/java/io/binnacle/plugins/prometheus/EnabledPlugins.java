// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.plugin.Route;
import io.binnacle.plugin.Setup.Named;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The handlers of a configuration, as metrics tell of them: by listener, the first zone of their
 * block there, and view.
 *
 * <p><i>Used at set-up only</i>, and when its configuration begins to answer.
 */
final class EnabledPlugins {
  private final Gauge gauge;
  private final List<Block> blocks = new ArrayList<>();

  private record Block(
      Supplier<List<Route>> routes, Supplier<? extends List<? extends Named<?>>> handlers) {}

  EnabledPlugins(Gauge gauge) {
    this.gauge = gauge;
  }

  void add(Supplier<List<Route>> routes, Supplier<? extends List<? extends Named<?>>> handlers) {
    blocks.add(new Block(routes, handlers));
  }

  /** Takes the place of what an earlier configuration told. */
  void publish() {
    gauge.clear();
    for (Block block : blocks) {
      Set<String> servers = new HashSet<>();
      for (Route route : block.routes().get()) {
        if (servers.add(route.server())) {
          block
              .handlers()
              .get()
              .forEach(
                  handler ->
                      gauge
                          .labelValues(route.server(), route.zone(), route.view(), handler.plugin())
                          .set(1));
        }
      }
    }
  }
}
