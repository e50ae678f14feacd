// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which objects of a cluster are wanted.
 *
 * <p><i>Immutable.</i>
 *
 * @param hasEndpoints whether EndpointSlices of Services are wanted
 * @param hasPods whether Pods are wanted
 * @param hasImports whether ServiceImports and their EndpointSlices are wanted
 * @param labels what Services, EndpointSlices and Pods must have
 * @param namespaceLabels what Namespaces must have
 */
public record Selection(
    boolean hasEndpoints,
    boolean hasPods,
    boolean hasImports,
    LabelSelector labels,
    LabelSelector namespaceLabels) {

  /** The kinds wanted. */
  public Set<Kind> kinds() {
    EnumSet<Kind> kinds = EnumSet.of(Kind.NAMESPACE, Kind.SERVICE);
    if (hasEndpoints || hasImports) {
      kinds.add(Kind.ENDPOINT_SLICE);
    }
    if (hasPods) {
      kinds.add(Kind.POD);
    }
    if (hasImports) {
      kinds.add(Kind.SERVICE_IMPORT);
    }
    return kinds;
  }

  /** The labels that an object of this kind must have. */
  public LabelSelector labels(Kind kind) {
    return switch (kind) {
      case NAMESPACE -> namespaceLabels;
      case SERVICE, POD -> labels;
      case ENDPOINT_SLICE ->
          hasEndpoints ? labels : labels.and(new Requirement.Exists(Labels.IMPORTED_SERVICE));
      // Departs from CoreDNS, which asks imports for the labels of namespaces.
      case SERVICE_IMPORT -> LabelSelector.ALL;
    };
  }
}
