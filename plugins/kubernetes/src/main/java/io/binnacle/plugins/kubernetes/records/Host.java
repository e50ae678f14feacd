// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.WireName;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Port;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * A place where a service is offered: what SRV records and the addresses beside them say.
 *
 * <p><i>Confined to the thread that gathers it.</i>
 *
 * @param name the labels before the service's own name, with dots between; empty for that name
 * @param elsewhere the whole name of a place that is not below the service's own name; or null
 */
record Host(String name, @Nullable Name elsewhere, List<Integer> ports, List<IpAddress> addresses) {
  Host(String name) {
    this(name, null, new ArrayList<>(1), new ArrayList<>(1));
  }

  /** A place whose addresses others know. */
  static Host elsewhere(Name name) {
    return new Host("", name, new ArrayList<>(1), List.of());
  }

  /** Adds an address, and those of the ports that are asked for, each once. */
  void add(IpAddress address, List<Port> itsPorts, PortFilter filter) {
    if (!addresses.contains(address)) {
      addresses.add(address);
    }
    add(itsPorts, filter);
  }

  /** Adds those of the ports that are asked for, each once. */
  void add(List<Port> itsPorts, PortFilter filter) {
    for (Port port : itsPorts) {
      if (filter.matches(port) && !ports.contains(port.number())) {
        ports.add(port.number());
      }
    }
  }

  /** Whether it has a name that is not too long. */
  boolean isNamed(byte[] service) {
    return name.isEmpty() || LabelRun.isName(name, service);
  }

  /** The whole name of the place. */
  byte[] of(byte[] service) {
    if (elsewhere != null) {
      return WireName.lowerCased(elsewhere);
    }
    return name.isEmpty() ? service : LabelRun.name(name, service);
  }
}
