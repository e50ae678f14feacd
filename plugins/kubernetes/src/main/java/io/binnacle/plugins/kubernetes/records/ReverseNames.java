// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The reverse names of addresses: of services by their cluster IPs, else of endpoints.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class ReverseNames implements Pointers.Addresses {
  private final RecordIndex index;
  private final HostNames hosts;

  ReverseNames(RecordIndex index, HostNames hosts) {
    this.index = index;
    this.hosts = hosts;
  }

  @Override
  public boolean hasAny(IpAddress first, IpAddress last) {
    return index.hasAddress(first, last);
  }

  /** The names of the services at an address; where there are none, those of its endpoints. */
  @Override
  public Collection<String> namesAt(IpAddress address) {
    SortedSet<String> services = serviceNames(address);
    return services.isEmpty() ? endpointNames(address) : services;
  }

  /** Sorted, as all names here, so that answers do not depend on the order of events. */
  private SortedSet<String> serviceNames(IpAddress address) {
    SortedSet<String> names = new TreeSet<>();
    for (ObjectKey key : index.servicesAt(address)) {
      ServiceEntry entry = index.shown(key);
      if (entry != null && entry.hasClusterIp(address)) {
        names.add(ServiceNames.name(key));
      }
    }
    return names;
  }

  /**
   * Those that headless services give come first, as the specification knows only these, and many
   * programs take the first name for the name.
   */
  private Set<String> endpointNames(IpAddress address) {
    SortedSet<String> headless = new TreeSet<>();
    SortedSet<String> others = new TreeSet<>();
    for (RecordIndex.SliceKey key : index.slicesAt(address)) {
      ServiceEntry entry = index.shown(key.service());
      if (entry != null) {
        for (String host : entry.hostsAt(address, key.slice(), hosts)) {
          (entry.isHeadless() ? headless : others)
              .add(host + "." + ServiceNames.name(key.service()));
        }
      }
    }
    Set<String> names = new LinkedHashSet<>(headless);
    names.addAll(others);
    return names;
  }
}
