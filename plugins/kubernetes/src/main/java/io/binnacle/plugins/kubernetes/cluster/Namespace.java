// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * A namespace.
 *
 * <p><i>Immutable.</i>
 */
public record Namespace(String name) implements ClusterObject {
  @Override
  public Kind kind() {
    return Kind.NAMESPACE;
  }

  @Override
  public String namespace() {
    return "";
  }
}
