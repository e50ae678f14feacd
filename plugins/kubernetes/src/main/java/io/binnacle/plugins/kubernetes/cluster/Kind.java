// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/** The kinds of objects that names are made of. */
public enum Kind {
  NAMESPACE("Namespace"),
  SERVICE("Service"),
  ENDPOINT_SLICE("EndpointSlice"),
  POD("Pod"),
  SERVICE_IMPORT("ServiceImport");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** As manifests write it. */
  @Override
  public String toString() {
    return text;
  }
}
