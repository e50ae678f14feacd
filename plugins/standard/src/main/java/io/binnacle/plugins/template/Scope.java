// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Query;
import io.binnacle.plugins.expression.QueryText;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * The queries that a rule is about, by class, type and zone.
 *
 * <p><i>Immutable.</i>
 *
 * @param dclass a class, or ANY
 * @param type a type, or ANY
 * @param zones with their names as text
 */
record Scope(int dclass, int type, ZoneTable<String> zones) {
  /** No query at all. */
  static final Scope NOTHING = new Scope(DClass.IN, Type.A, ZoneTable.of(Map.of()));

  static Scope parse(Directive template, Zones block) throws CorefileException {
    int dclass = mnemonic(template, 0, "a class such as IN, or ANY", DClass::value);
    int type = mnemonic(template, 1, "a type such as A, or ANY", Type::value);
    return new Scope(dclass, type, table(template.zones(2, block), Name::toString));
  }

  /** What it says of a query, or null if it is not about it. */
  Match.@Nullable Place place(Query query) {
    boolean isAnyClass = query.dclass() == DClass.ANY;
    boolean isAnyType = query.type() == Type.ANY;
    if ((dclass != DClass.ANY && !isAnyClass && dclass != query.dclass())
        || (type != Type.ANY && !isAnyType && type != query.type())) {
      return null;
    }
    String zone = zones.longestMatch(query.question());
    return zone == null
        ? null
        : new Match.Place(
            zone,
            isAnyClass ? DClass.string(dclass) : QueryText.dclass(query),
            isAnyType ? Type.string(type) : QueryText.type(query));
  }

  /** The number of a word, for which {@code parse} has -1 if it knows none. */
  static int mnemonic(Directive directive, int index, String what, Function<String, Integer> parse)
      throws CorefileException {
    int value = directive.value(index, what, parse);
    if (value < 0) {
      throw directive.expected(what, index);
    }
    return value;
  }

  static <V> ZoneTable<V> table(Zones zones, Function<Name, V> value) {
    return ZoneTable.of(
        zones.names().stream().distinct().collect(Collectors.toMap(zone -> zone, value)));
  }
}
