// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/** Labels and annotations that mean something to names. */
public final class Labels {
  /** The name of a Namespace, which every Namespace has as a label too. */
  public static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /** The Service that an EndpointSlice is of. */
  public static final String SERVICE = "kubernetes.io/service-name";

  /** The ServiceImport that an EndpointSlice is of. */
  public static final String IMPORTED_SERVICE = "multicluster.kubernetes.io/service-name";

  /** The cluster that an EndpointSlice was imported from. */
  public static final String SOURCE_CLUSTER = "multicluster.kubernetes.io/source-cluster";

  /** When what made an EndpointSlice change happened. */
  public static final String LAST_CHANGE = "endpoints.kubernetes.io/last-change-trigger-time";

  private Labels() {}
}
