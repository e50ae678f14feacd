// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * An object of a cluster, stripped to what answers need.
 *
 * <p><i>Immutable.</i> Objects that say the same are equal.
 */
public sealed interface ClusterObject
    permits Namespace, Service, EndpointSlice, Pod, ServiceImport {
  /** What it is. */
  Kind kind();

  /** The namespace that it lies in, or empty. */
  String namespace();

  /** Its name, unique among those of its kind in its namespace. */
  String name();

  /** Its namespace and name. */
  default ObjectKey key() {
    return new ObjectKey(namespace(), name());
  }
}
