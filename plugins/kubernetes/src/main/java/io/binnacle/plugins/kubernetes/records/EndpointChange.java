// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a list of endpoints became another. Between two versions of a slice one or two endpoints
 * change, of a hundred; so what both have at their beginning and at their end is left alone.
 *
 * <p><i>Immutable.</i>
 *
 * @param head how many endpoints at the beginning are the same
 * @param tail how many at the end, beside these
 */
record EndpointChange(List<Endpoint> before, List<Endpoint> after, int head, int tail) {
  static EndpointChange between(List<Endpoint> before, List<Endpoint> after) {
    int least = Math.min(before.size(), after.size());
    int head = 0;
    while (head < least && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return new EndpointChange(before, after, head, tail);
  }

  /** Those after the change: the very objects from before, where they are the same. */
  List<Endpoint> merged() {
    List<Endpoint> merged = new ArrayList<>(after.size());
    merged.addAll(before.subList(0, head));
    merged.addAll(after.subList(head, after.size() - tail));
    merged.addAll(before.subList(before.size() - tail, before.size()));
    return merged;
  }

  /** The addresses that were added; perhaps with some that were there. */
  Set<IpAddress> added() {
    return addresses(after);
  }

  /** The addresses that are not there any more. */
  Set<IpAddress> removed() {
    Set<IpAddress> removed = addresses(before);
    removed.removeIf(address -> after.stream().anyMatch(it -> it.address().equals(address)));
    return removed;
  }

  /** The addresses of the endpoints between the two ends. */
  private Set<IpAddress> addresses(List<Endpoint> endpoints) {
    Set<IpAddress> addresses = new HashSet<>();
    for (Endpoint endpoint : endpoints.subList(head, endpoints.size() - tail)) {
      if (endpoint.address() instanceof IpAddress address) {
        addresses.add(address);
      }
    }
    return addresses;
  }
}
