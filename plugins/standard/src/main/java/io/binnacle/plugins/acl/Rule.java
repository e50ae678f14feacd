// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import static java.util.stream.Collectors.toMap;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * One {@code acl}: policies for names in some zones, of which the first that matches decides.
 *
 * <p><i>Immutable.</i>
 */
final class Rule {
  private final boolean isForAllNames;
  private final ZoneTable<Name> zones;
  private final List<Policy> policies;

  private Rule(Zones zones, List<Policy> policies) {
    this.isForAllNames = zones.names().contains(Name.root);
    this.zones =
        ZoneTable.of(zones.names().stream().distinct().collect(toMap(name -> name, name -> name)));
    this.policies = List.copyOf(policies);
  }

  /**
   * {@code acl [ZONES...] { … }}.
   *
   * @param all the zones that are meant where it names none
   */
  static Rule parse(Directive acl, Zones all) throws CorefileException {
    List<Policy> policies = new ArrayList<>();
    acl.eachProperty(line -> policies.add(Policy.parse(line)));
    return new Rule(acl.zones(0, all), policies);
  }

  /** Whether it says the same of all names. */
  boolean isForAllNames() {
    return isForAllNames;
  }

  /** What becomes of a query with this question; null if no policy matches. */
  @Nullable Action decide(Question question, InetAddress client) {
    if (zones.longestMatch(question) != null) {
      for (Policy policy : policies) {
        if (policy.matches(question.type(), client)) {
          return policy.action();
        }
      }
    }
    return null;
  }
}
