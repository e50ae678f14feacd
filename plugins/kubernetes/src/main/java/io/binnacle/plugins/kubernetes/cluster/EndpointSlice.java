// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.List;

/**
 * Some of the endpoints of a service.
 *
 * <p><i>Immutable.</i>
 *
 * @param service the Service that the endpoints are of, in the same namespace; empty when none is
 *     named
 * @param serviceImport the ServiceImport that the endpoints are of; empty when none is named
 * @param cluster the cluster that they were imported from, or empty
 * @param endpoints those that are ready, or still serve while they end; one for each address
 * @param ports those that have a number
 * @param lastChangeMillis when what made the slice change happened, in milliseconds since 1970; 0
 *     when unknown
 */
public record EndpointSlice(
    String namespace,
    String name,
    String service,
    String serviceImport,
    String cluster,
    List<Endpoint> endpoints,
    List<Port> ports,
    long lastChangeMillis)
    implements ClusterObject {
  public EndpointSlice {
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
  }

  /** The same slice with these endpoints. */
  public EndpointSlice withEndpoints(List<Endpoint> others) {
    return new EndpointSlice(
        namespace, name, service, serviceImport, cluster, others, ports, lastChangeMillis);
  }

  @Override
  public Kind kind() {
    return Kind.ENDPOINT_SLICE;
  }
}
