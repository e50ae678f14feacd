// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A service.
 *
 * <p><i>Immutable.</i>
 *
 * @param clusterIps in the order of the object; empty unless the type is {@link Type#CLUSTER_IP}
 * @param externalName what the name stands for; empty unless the type is {@link Type#EXTERNAL_NAME}
 * @param external {@code externalIPs}, then the load balancer's addresses or host names
 * @param hasSelector whether the cluster finds its endpoints, rather than somebody else
 */
public record Service(
    String namespace,
    String name,
    Type type,
    List<IpAddress> clusterIps,
    String externalName,
    List<Port> ports,
    List<Address> external,
    boolean hasSelector)
    implements ClusterObject {
  /** How a service is found. */
  public enum Type {
    /** By an address of its own; NodePort and LoadBalancer too. */
    CLUSTER_IP,
    /** By the addresses of its endpoints. */
    HEADLESS,
    /** By another name. */
    EXTERNAL_NAME
  }

  public Service {
    clusterIps = List.copyOf(clusterIps);
    ports = List.copyOf(ports);
    external = List.copyOf(external);
  }

  /** The addresses among {@link #external}. */
  public Set<IpAddress> externalIps() {
    Set<IpAddress> ips = new LinkedHashSet<>();
    for (Address address : external) {
      if (address instanceof IpAddress ip) {
        ips.add(ip);
      }
    }
    return ips;
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE;
  }
}
