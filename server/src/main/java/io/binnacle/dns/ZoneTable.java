// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
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
  /** So many zones are compared one after another in less time than a hash takes. */
  private static final int FEW = 6;

  /** The zones, the longest first, if they are few. */
  private final Zone<V>[] few;

  /** The zones, if they are many. */
  private final NameTable<V> many = new NameTable<>();

  /** The lengths that they have in wire form: others need not be looked for. */
  private final BitSet lengths = new BitSet(WireName.LONGEST + 1);

  private static final class Zone<V> {
    final byte[] name;
    final V value;

    Zone(Name name, V value) {
      this.name = WireName.lowerCased(name);
      this.value = value;
    }
  }

  private ZoneTable(List<Zone<V>> zones) {
    few = zones.size() > FEW ? none() : zones.toArray(none());
    if (zones.size() > FEW) {
      for (Zone<V> zone : zones) {
        many.put(zone.name, zone.value);
        lengths.set(zone.name.length);
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <V> Zone<V>[] none() {
    return new Zone[0];
  }

  /**
   * A table of these zones.
   *
   * @throws IllegalArgumentException if a zone's name is relative
   */
  public static <V> ZoneTable<V> of(Map<Name, ? extends V> values) {
    return new ZoneTable<>(
        values.entrySet().stream()
            .map(each -> new Zone<V>(each.getKey(), each.getValue()))
            .sorted(Comparator.comparingInt(zone -> -zone.name.length))
            .toList());
  }

  /** The value of the longest zone that the name is in, or null. */
  public @Nullable V longestMatch(Question question) {
    for (Zone<V> zone : few) {
      if (question.isIn(zone.name)) {
        return zone.value;
      }
    }
    return lengths.isEmpty() ? null : longestOfMany(question);
  }

  private @Nullable V longestOfMany(Question question) {
    int end = question.nameLength();
    int label = 0;
    while (label < end) {
      if (lengths.get(end - label)) {
        V value = many.get(question, label, end);
        if (value != null) {
          return value;
        }
      }
      label += 1 + question.nameByte(label);
    }
    return null;
  }
}
