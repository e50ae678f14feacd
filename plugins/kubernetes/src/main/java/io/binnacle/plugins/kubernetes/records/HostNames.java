// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import java.util.List;
import java.util.Locale;

/**
 * What endpoints are called below their service: {@code db-0}, {@code 192-0-2-1}; among the
 * services of a cluster set with the cluster behind it, {@code db-0.east}.
 *
 * <p><i>Immutable.</i>
 *
 * @param usesPodNames whether an endpoint without hostname is named for its pod, not its address
 * @param namesCluster whether the cluster that it comes from is part of the name
 */
record HostNames(boolean usesPodNames, boolean namesCluster) {
  /** The labels of an endpoint, in lower case and with dots between; empty if it has no name. */
  String of(Endpoint endpoint, EndpointSlice slice) {
    String label = label(endpoint);
    String cluster = slice.cluster();
    if (!LabelRun.isLabel(label) || (namesCluster && !LabelRun.isLabel(cluster))) {
      return "";
    }
    return (namesCluster ? label + "." + cluster : label).toLowerCase(Locale.ROOT);
  }

  /** The endpoints that have these labels; IPv6 addresses may be spelled in any way. */
  List<Members> find(ServiceEntry entry, String host) {
    List<Members> members = entry.members(host, this);
    if (members.isEmpty()) {
      int dot = host.indexOf('.');
      String label = dot < 0 ? host : host.substring(0, dot);
      if (DashedAddress.parse(label) instanceof Ipv6Address address) {
        return entry.members(DashedAddress.label(address) + host.substring(label.length()), this);
      }
    }
    return members;
  }

  private String label(Endpoint endpoint) {
    if (LabelRun.isLabel(endpoint.hostname())) {
      return endpoint.hostname();
    }
    return usesPodNames && LabelRun.isLabel(endpoint.target())
        ? endpoint.target()
        : DashedAddress.label(endpoint.address());
  }
}
