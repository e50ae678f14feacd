// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/** Hears of values that are not what they should be. */
@FunctionalInterface
public interface Complaints {
  /** May throw; where it does not, what was found is left out. */
  void expected(String what, Value found);
}
