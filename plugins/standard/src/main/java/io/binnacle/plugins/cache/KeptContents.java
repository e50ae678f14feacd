// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.plugin.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contents of all caches, which outlive reloads: a server block that listens and is configured
 * as before finds what it held. What no running configuration uses is dropped.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class KeptContents {
  private final Map<Key, Lease> leases = new HashMap<>();

  /** What makes a cache the same one as before: where its queries come in, and its options. */
  private record Key(List<String> places, CacheConfig config) {}

  /** The contents of the cache with these options to which these routes lead. */
  synchronized Lease lease(List<Route> routes, CacheConfig config) {
    List<String> places =
        routes.stream()
            .map(route -> route.server() + " " + route.zone() + " " + route.view())
            .toList();
    Lease lease = leases.computeIfAbsent(new Key(places, config), Lease::new);
    lease.users++;
    return lease;
  }

  private synchronized void release(Lease lease) {
    lease.users--;
    if (lease.users == 0) {
      leases.remove(lease.key);
    }
  }

  /** How many contents there are. */
  synchronized int size() {
    return leases.size();
  }

  /** Contents that are in use until this is closed. */
  final class Lease implements AutoCloseable {
    private final Key key;
    private final Contents contents;
    private int users;

    private Lease(Key key) {
      this.key = key;
      this.contents = new Contents(key.config());
    }

    Contents contents() {
      return contents;
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
