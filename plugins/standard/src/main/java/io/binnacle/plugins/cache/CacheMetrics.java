// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.plugin.Route;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * What all caches count; outlives reloads.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class CacheMetrics {
  private final Gauge entries;
  private final Counter requests;
  private final Counter hits;
  private final Counter misses;
  private final Counter prefetches;
  private final Counter drops;
  private final Counter servedStale;
  private final Counter evictions;

  CacheMetrics(PrometheusRegistry registry) {
    entries =
        Gauge.builder()
            .name("coredns_cache_entries")
            .help("Questions for which a response is held.")
            .labelNames("server", "type", "zones", "view")
            .register(registry);
    requests = counter(registry, "requests", "Queries that came to the cache.", false);
    hits = counter(registry, "hits", "Queries that were answered with what was held.", true);
    misses = counter(registry, "misses", "Queries for which nothing was held.", false);
    prefetches = counter(registry, "prefetch", "Responses fetched anew in the background.", false);
    drops = counter(registry, "drops", "Responses that had nothing to do with their query.", false);
    servedStale = counter(registry, "served_stale", "Queries answered with stale data.", false);
    evictions = counter(registry, "evictions", "Responses that made room for others.", true);
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, boolean isByType) {
    Counter.Builder builder =
        Counter.builder().name("coredns_cache_" + name + "_total").help(help).withoutExemplars();
    return (isByType
            ? builder.labelNames("server", "type", "zones", "view")
            : builder.labelNames("server", "zones", "view"))
        .register(registry);
  }

  /** What is counted of the queries that take a route to a cache for these zones. */
  Meters meters(Route route, String zones) {
    String server = route.server();
    String view = route.view();
    return new Meters(
        requests.labelValues(server, zones, view),
        misses.labelValues(server, zones, view),
        prefetches.labelValues(server, zones, view),
        drops.labelValues(server, zones, view),
        servedStale.labelValues(server, zones, view),
        storeMeters(server, "success", zones, view),
        storeMeters(server, "denial", zones, view));
  }

  private StoreMeters storeMeters(String server, String type, String zones, String view) {
    return new StoreMeters(
        entries.labelValues(server, type, zones, view),
        hits.labelValues(server, type, zones, view),
        evictions.labelValues(server, type, zones, view));
  }

  /**
   * What is counted of one route.
   *
   * <p><i>Safe for use by many threads.</i>
   */
  record Meters(
      CounterDataPoint requests,
      CounterDataPoint misses,
      CounterDataPoint prefetches,
      CounterDataPoint drops,
      CounterDataPoint servedStale,
      StoreMeters success,
      StoreMeters denial) {
    StoreMeters of(Held.Kind kind) {
      return kind == Held.Kind.ANSWER ? success : denial;
    }
  }

  /**
   * What is counted of one store.
   *
   * <p><i>Safe for use by many threads.</i>
   */
  record StoreMeters(GaugeDataPoint entries, CounterDataPoint hits, CounterDataPoint evictions) {
    /** Something was put into the store. */
    void changed(Store store) {
      entries.set((double) store.size());
      evictions.inc(store.takeEvictions());
    }
  }
}
