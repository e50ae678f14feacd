// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * Values by zone, found by longest match. A look-up allocates nothing.
 *
 * <p><i>Immutable.</i>
 *
 * @param <V> what a zone stands for
 */
public final class ZoneTable<V> {
  private final NameTable<V> zones = new NameTable<>();

  /** The lengths that zones have in wire form: others need not be looked for. */
  private final BitSet lengths = new BitSet(WireName.LONGEST + 1);

  /** The value of the root if there is no other zone, else null. */
  private final @Nullable V all;

  private ZoneTable(Map<Name, ? extends V> values) {
    values.forEach(
        (zone, value) -> {
          zones.put(WireName.lowerCased(zone), value);
          lengths.set(zone.length());
        });
    all = values.size() == 1 ? values.get(Name.root) : null;
  }

  /**
   * A table of these zones.
   *
   * @throws IllegalArgumentException if a zone's name is relative
   */
  public static <V> ZoneTable<V> of(Map<Name, ? extends V> values) {
    return new ZoneTable<>(values);
  }

  /** The value of the longest zone that the name is in, or null. */
  public @Nullable V longestMatch(Question question) {
    if (all != null) {
      return all;
    }
    int end = question.nameLength();
    int label = 0;
    while (label < end) {
      if (lengths.get(end - label)) {
        V value = zones.get(question, label, end);
        if (value != null) {
          return value;
        }
      }
      label += 1 + question.nameByte(label);
    }
    return null;
  }
}
