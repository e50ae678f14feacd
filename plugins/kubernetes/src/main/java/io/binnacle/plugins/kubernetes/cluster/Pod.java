// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.List;
import java.util.Map;

/**
 * A pod that has an address and is neither finished nor being deleted.
 *
 * <p><i>Immutable.</i>
 *
 * @param ips its addresses, the primary one first
 * @param isOnHostNetwork whether it has its node's addresses, which others may have too
 */
public record Pod(
    String namespace,
    String name,
    List<IpAddress> ips,
    boolean isOnHostNetwork,
    Map<String, String> labels)
    implements ClusterObject {
  public Pod {
    ips = List.copyOf(ips);
    labels = Map.copyOf(labels);
  }

  @Override
  public Kind kind() {
    return Kind.POD;
  }
}
