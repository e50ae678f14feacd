// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of services by their external addresses.
 *
 * <p><i>Safe for use by many threads.</i>
 */
record ExternalAddresses(RecordIndex index) implements Pointers.Addresses {
  @Override
  public boolean hasAny(IpAddress first, IpAddress last) {
    return index.hasExternalAddress(first, last);
  }

  @Override
  public SortedSet<String> namesAt(IpAddress address) {
    SortedSet<String> names = new TreeSet<>();
    for (ObjectKey key : index.servicesOutsideAt(address)) {
      ServiceEntry entry = index.shown(key);
      Service service = entry == null ? null : entry.service();
      if (service != null && service.externalIps().contains(address)) {
        names.add(key.name() + "." + key.namespace());
      }
    }
    return names;
  }
}
