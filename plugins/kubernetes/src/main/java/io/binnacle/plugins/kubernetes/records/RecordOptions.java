// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import java.util.Set;

/**
 * How answers are made.
 *
 * <p><i>Immutable.</i>
 *
 * @param ttlSeconds time to live of all records
 * @param pods which pods have names
 * @param namespaces the only namespaces that are shown; empty for all
 * @param usesPodNames whether an endpoint without hostname is named for its pod, not its address
 * @param hidesEmptyServices whether a service with a cluster IP needs a ready endpoint to exist
 * @param isZonal whether endpoints may be asked for by topology zone
 */
public record RecordOptions(
    int ttlSeconds,
    PodMode pods,
    Set<String> namespaces,
    boolean usesPodNames,
    boolean hidesEmptyServices,
    boolean isZonal) {
  public RecordOptions {
    namespaces = Set.copyOf(namespaces);
  }

  /** What of a cluster is kept, in words that are the same in each process. */
  public String scope() {
    return "namespaces %s, names of pods %s, topology zones %s"
        .formatted(namespaces.stream().sorted().toList(), usesPodNames, isZonal);
  }

  boolean mayShow(String namespace) {
    return namespaces.isEmpty() || namespaces.contains(namespace);
  }

  /** The slice without what no answer shows, which would take memory and look like a change. */
  EndpointSlice strip(EndpointSlice slice) {
    return new EndpointSlice(
        slice.namespace(),
        slice.name(),
        slice.service(),
        slice.serviceImport(),
        slice.cluster(),
        slice.endpoints().stream().map(this::strip).toList(),
        slice.ports(),
        0);
  }

  private Endpoint strip(Endpoint endpoint) {
    String target = usesPodNames ? endpoint.target() : "";
    String zone = isZonal ? endpoint.zone() : "";
    return target.equals(endpoint.target()) && zone.equals(endpoint.zone())
        ? endpoint
        : new Endpoint(endpoint.address(), endpoint.hostname(), target, zone, endpoint.isReady());
  }
}
