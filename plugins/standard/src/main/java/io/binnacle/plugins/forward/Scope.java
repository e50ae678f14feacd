// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static java.util.stream.Collectors.toMap;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import java.util.function.Function;
import org.xbill.DNS.Name;

/**
 * The names that queries are forwarded for: those in one of some zones, and in none of the excepted
 * ones. The apexes themselves cannot be excepted.
 *
 * <p><i>Immutable.</i>
 */
final class Scope {
  /** The apexes by themselves. */
  private final ZoneTable<Name> zones;

  private final ZoneTable<Name> exceptions;

  Scope(Zones zones, Zones exceptions) {
    this.zones = table(zones);
    this.exceptions = table(exceptions);
  }

  private static ZoneTable<Name> table(Zones zones) {
    return ZoneTable.of(
        zones.names().stream().distinct().collect(toMap(Function.identity(), Function.identity())));
  }

  boolean contains(Question question) {
    Name apex = zones.longestMatch(question);
    return apex != null
        && (exceptions.longestMatch(question) == null || question.nameLength() == apex.length());
  }
}
