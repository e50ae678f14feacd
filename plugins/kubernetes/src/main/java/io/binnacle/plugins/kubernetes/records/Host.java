// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Port;
import java.util.ArrayList;
import java.util.List;

/**
 * A place where a service is offered: what SRV records and the addresses beside them say.
 *
 * <p><i>Confined to the thread that gathers it.</i>
 *
 * @param name the labels before the service's own name, with dots between; empty for that name
 */
record Host(String name, List<Integer> ports, List<IpAddress> addresses) {
  Host(String name) {
    this(name, new ArrayList<>(1), new ArrayList<>(1));
  }

  /** Adds an address, and those of the ports that are asked for, each once. */
  void add(IpAddress address, List<Port> itsPorts, PortFilter filter) {
    if (!addresses.contains(address)) {
      addresses.add(address);
    }
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

  /** The whole name, below that of the service. */
  byte[] below(byte[] service) {
    return name.isEmpty() ? service : LabelRun.name(name, service);
  }
}
