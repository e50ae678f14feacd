// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * What tells an object from others of its kind.
 *
 * <p><i>Immutable.</i>
 *
 * @param namespace empty for objects that lie in none
 */
public record ObjectKey(String namespace, String name) {
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
