// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Makes equal values one, as far as they were seen lately: there are many objects, but few
 * namespaces, zones and port names, and the pods of one workload have the same labels. Takes no
 * more room however many there are.
 *
 * <p><i>Confined to one thread.</i>
 *
 * @param <T> an immutable type
 */
final class Recent<T> {
  private static final int SLOTS = 128;

  @SuppressWarnings("unchecked") // nothing else goes in
  private final @Nullable T[] slots = (@Nullable T[]) new Object[SLOTS];

  /** An equal value. */
  T share(T value) {
    int hash = value.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    T known = slots[slot];
    if (known != null && known.equals(value)) {
      return known;
    }
    slots[slot] = value;
    return value;
  }
}
