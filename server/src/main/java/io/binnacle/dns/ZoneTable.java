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
    return all == null ? longestMatchAbove(question, Integer.MAX_VALUE) : all;
  }

  /**
   * The value of the longest zone that the name is in among those whose names are shorter than
   * {@code zoneLength} bytes in wire form, or null: where to look after a zone of that length.
   */
  public @Nullable V longestMatchAbove(Question question, int zoneLength) {
    int end = question.nameLength();
    int label = 0;
    while (label < end) {
      int length = end - label;
      if (length < zoneLength && lengths.get(length)) {
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
