// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of objects that names are made of.
 *
 * <p><i>Immutable.</i>
 */
public enum Kind {
  NAMESPACE("v1", "Namespace", "namespaces"),
  SERVICE("v1", "Service", "services"),
  ENDPOINT_SLICE("discovery.k8s.io/v1", "EndpointSlice", "endpointslices"),
  POD("v1", "Pod", "pods"),
  SERVICE_IMPORT("multicluster.x-k8s.io/v1alpha1", "ServiceImport", "serviceimports");

  private static final Kind[] ALL = values();

  private final String apiVersion;
  private final String text;
  private final String plural;

  Kind(String apiVersion, String text, String plural) {
    this.apiVersion = apiVersion;
    this.text = text;
    this.plural = plural;
  }

  /** The one that manifests name like this; null for all others. */
  public static @Nullable Kind of(String apiVersion, String text) {
    for (Kind kind : ALL) {
      if (kind.text.equals(text) && kind.apiVersion.equals(apiVersion)) {
        return kind;
      }
    }
    return null;
  }

  /** The group and version that define it. */
  public String apiVersion() {
    return apiVersion;
  }

  /** All objects of this kind, as the API server calls them. */
  public String plural() {
    return plural;
  }

  /** As manifests write it. */
  @Override
  public String toString() {
    return text;
  }
}
