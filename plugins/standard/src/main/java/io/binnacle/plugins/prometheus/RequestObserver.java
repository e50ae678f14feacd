// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.plugin.Observer;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import org.jspecify.annotations.Nullable;

/**
 * Counts the queries of the blocks of one configuration.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class RequestObserver implements Observer {
  private final RequestMetrics metrics;
  private final PerRoute<PerLoop<RouteCounters>> counters;

  RequestObserver(RequestMetrics metrics) {
    this.metrics = metrics;
    this.counters = new PerRoute<>(metrics::counters);
  }

  @Override
  public void answered(Query query, @Nullable Response response, String plugin) {
    RouteCounters route = counters.of(query.route()).own();
    route.asked(query);
    if (response != null) {
      route.answered(query, response, plugin, System.nanoTime() - query.received());
    }
  }

  @Override
  public void threw() {
    metrics.countPanic();
  }
}
