// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/** Labels and annotations that mean something to names. */
final class Labels {
  static final String SERVICE = "kubernetes.io/service-name";
  static final String IMPORTED_SERVICE = "multicluster.kubernetes.io/service-name";
  static final String SOURCE_CLUSTER = "multicluster.kubernetes.io/source-cluster";
  static final String LAST_CHANGE = "endpoints.kubernetes.io/last-change-trigger-time";

  private Labels() {}
}
