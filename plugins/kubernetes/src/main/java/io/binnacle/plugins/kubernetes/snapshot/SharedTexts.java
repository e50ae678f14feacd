// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, such as namespaces and labels. Each has one slot, by its hash,
 * which the next text of that slot takes over; so writer and reader, who put in the same texts in
 * the same order, know of each slot what is in it, and neither needs more room for more texts.
 *
 * <p><i>Confined to one thread.</i>
 */
final class SharedTexts {
  private static final int SLOTS = 127; // so that a slot's number, from 1, takes one byte

  private final @Nullable String[] slots = new @Nullable String[SLOTS];

  /** The number of a text's slot, from 1. */
  static int slot(String text) {
    return Math.floorMod(text.hashCode(), SLOTS) + 1;
  }

  /** What is in a slot, or null where there is no such slot, or nothing in it. */
  @Nullable String get(int slot) {
    return slot > 0 && slot <= SLOTS ? slots[slot - 1] : null;
  }

  /** Puts a text into its slot. */
  void put(String text) {
    slots[slot(text) - 1] = text;
  }
}
