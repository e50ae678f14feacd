// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A place where a service is offered: what SRV records and the addresses beside them say.
 *
 * <p><i>Confined to the thread that gathers it.</i>
 *
 * @param name the labels before the service's own name, with dots between; empty for that name
 * @param ports numbers, each once
 */
record Host(String name, Set<Integer> ports, Set<IpAddress> addresses) {
  Host(String name) {
    this(name, new LinkedHashSet<>(), new LinkedHashSet<>());
  }

  /** The whole name, below that of the service. */
  byte[] below(byte[] service) {
    return name.isEmpty() ? service : LabelRun.name(name, service);
  }
}
