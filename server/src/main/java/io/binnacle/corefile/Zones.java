// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * A list of zones: what a plugin is responsible for, what it leaves out, where it falls through.
 *
 * <p>For set-up and tests; a handler that asks for every query keeps the names in a table of its
 * own.
 *
 * <p><i>Immutable.</i>
 *
 * @param names the apexes, in the order of the Corefile
 */
public record Zones(List<Name> names) {
  /** No name at all. */
  public static final Zones NONE = new Zones(List.of());

  /** Every name. */
  public static final Zones ROOT = new Zones(List.of(Name.root));

  private static final Zones REVERSE =
      new Zones(
          List.of(Name.fromConstantString("in-addr.arpa."), Name.fromConstantString("ip6.arpa.")));

  /** The zones with these names. */
  public Zones {
    names = List.copyOf(names);
  }

  /** Those that are not reverse zones, whose names stand for addresses. */
  public Zones forward() {
    return new Zones(names.stream().filter(zone -> !REVERSE.covers(zone)).toList());
  }

  /** Whether the name lies in one of the zones, in any case of its letters. */
  public boolean covers(Name name) {
    return names.stream().anyMatch(name::subdomain);
  }

  /** The apex of the closest zone that the name lies in. */
  public Optional<Name> closest(Name name) {
    return names.stream().filter(name::subdomain).max(Comparator.comparingInt(Name::labels));
  }
}
