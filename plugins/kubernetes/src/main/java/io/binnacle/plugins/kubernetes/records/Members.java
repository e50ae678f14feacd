// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints of a service to answer with, of one slice. What was found out about them lasts for as
 * long as the slice does not change, whatever happens to the others.
 *
 * <p><i>Safe for use by many threads</i>: what is known is immutable; what was found follows from
 * it, whoever finds it.
 */
final class Members {
  private final EndpointSlice slice;
  private final List<Endpoint> endpoints;

  /** Made when first needed. The members of a service are always asked by the same names. */
  private volatile @Nullable Map<String, List<Endpoint>> byName;

  private Members(EndpointSlice slice, List<Endpoint> endpoints) {
    this.slice = slice;
    this.endpoints = endpoints;
  }

  /**
   * Those of a slice.
   *
   * @param areReady whether the ready ones are enough; where none is in all of the service, those
   *     that end are better than nothing
   */
  static Members of(EndpointSlice slice, boolean areReady) {
    Members all = new Members(slice, slice.endpoints());
    return areReady ? all.where(Endpoint::isReady) : all;
  }

  /** The slice that lists them, and others perhaps. */
  EndpointSlice slice() {
    return slice;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  boolean isEmpty() {
    return endpoints.isEmpty();
  }

  /** Those of them that are wanted. */
  Members where(Predicate<Endpoint> isWanted) {
    List<Endpoint> wanted = endpoints.stream().filter(isWanted).toList();
    return wanted.size() == endpoints.size() ? this : only(wanted);
  }

  /** Those of them that have this name below the service; null if none has. */
  @Nullable Members named(String name, HostNames names) {
    List<Endpoint> named = byName(names).get(name);
    return named == null ? null : only(named);
  }

  /** These of them. */
  Members only(List<Endpoint> some) {
    return new Members(slice, some);
  }

  /** Those of them that have a name below the service, by these names. */
  Map<String, List<Endpoint>> byName(HostNames names) {
    Map<String, List<Endpoint>> known = byName;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Endpoint endpoint : endpoints) {
        known.computeIfAbsent(names.of(endpoint, slice), _ -> new ArrayList<>(1)).add(endpoint);
      }
      known.remove("");
      byName = known;
    }
    return known;
  }

  /** Whether one of them is at this address. */
  boolean isAt(IpAddress address) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.address().equals(address)) {
        return true;
      }
    }
    return false;
  }
}
