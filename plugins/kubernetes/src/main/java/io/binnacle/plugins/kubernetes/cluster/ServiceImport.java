// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.List;

/**
 * A service of the cluster set.
 *
 * <p><i>Immutable.</i>
 *
 * @param ips its cluster set addresses; none for {@link Type#HEADLESS}, and none yet may be known
 * @see <a
 *     href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-multicluster/1645-multi-cluster-services-api">KEP
 *     1645</a>
 */
public record ServiceImport(
    String namespace, String name, Type type, List<IpAddress> ips, List<Port> ports)
    implements ClusterObject {
  /** How it is found. */
  public enum Type {
    /** By an address of its own. */
    CLUSTER_SET_IP,
    /** By the addresses of its endpoints. */
    HEADLESS
  }

  public ServiceImport {
    ips = List.copyOf(ips);
    ports = List.copyOf(ports);
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE_IMPORT;
  }
}
