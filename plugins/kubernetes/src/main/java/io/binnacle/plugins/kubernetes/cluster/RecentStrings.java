// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

/**
 * Makes equal strings one, as far as they were seen lately: there are many objects, but few
 * namespaces, zones and port names. Takes no more room however many there are.
 *
 * <p><i>Confined to one thread.</i>
 */
final class RecentStrings {
  private static final int SLOTS = 1024;

  private final String[] slots = new String[SLOTS];

  /** An equal string. */
  String share(String string) {
    if (string.isEmpty()) {
      return "";
    }
    int hash = string.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    if (!string.equals(slots[slot])) {
      slots[slot] = string;
    }
    return slots[slot];
  }
}
