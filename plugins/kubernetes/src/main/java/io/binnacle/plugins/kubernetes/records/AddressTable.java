// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Values by address, in the order of the addresses: so it is known, too, whether there are any that
 * begin alike.
 *
 * <p><i>Safe for use by many threads</i>: readers never wait, and there is one writer. An address's
 * values are replaced as a whole.
 */
final class AddressTable<V> {
  private static final Comparator<IpAddress> ORDER = AddressTable::compare;

  private final ConcurrentNavigableMap<IpAddress, List<V>> values =
      new ConcurrentSkipListMap<>(ORDER);

  /** The values of an address. */
  List<V> at(IpAddress address) {
    return values.getOrDefault(address, List.of());
  }

  /** Whether an address from {@code first} to {@code last} has a value. */
  boolean hasAny(IpAddress first, IpAddress last) {
    IpAddress found = values.ceilingKey(first);
    return found != null && ORDER.compare(found, last) <= 0;
  }

  /** Gives each of the addresses this value, beside those that it has. */
  void add(Collection<? extends IpAddress> addresses, V value) {
    for (IpAddress address : addresses) {
      List<V> before = values.putIfAbsent(address, List.of(value));
      if (before != null && !before.contains(value)) {
        List<V> after = new ArrayList<>(before);
        after.add(value);
        values.put(address, List.copyOf(after));
      }
    }
  }

  /** Takes this value from each of the addresses. */
  void remove(Collection<? extends IpAddress> addresses, V value) {
    for (IpAddress address : addresses) {
      List<V> after = new ArrayList<>(at(address));
      after.remove(value);
      if (after.isEmpty()) {
        values.remove(address);
      } else {
        values.put(address, List.copyOf(after));
      }
    }
  }

  private static int compare(IpAddress one, IpAddress other) {
    return switch (one) {
      case Ipv4Address a ->
          other instanceof Ipv4Address b ? Integer.compareUnsigned(a.bits(), b.bits()) : -1;
      case Ipv6Address a when other instanceof Ipv6Address b ->
          a.high() == b.high()
              ? Long.compareUnsigned(a.low(), b.low())
              : Long.compareUnsigned(a.high(), b.high());
      case Ipv6Address _ -> 1;
    };
  }
}
