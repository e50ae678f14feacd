// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Query;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;

/**
 * The search paths of pods: their namespace's services, all services, the cluster, and what the
 * machine has, which a pod has from its node.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class SearchPaths {
  private static final Name SVC = Name.fromConstantString("svc");

  private final ZoneTable<Domains> zones;
  private final KnownClients clients;

  /**
   * What every pod's path has, in one zone.
   *
   * <p><i>Safe for use by many threads.</i>
   *
   * @param paths those that were made before, by namespace
   */
  private record Domains(Name services, List<Name> others, Map<String, List<Name>> paths) {
    /** As many paths as are held: namespaces come and go, and nobody says so here. */
    private static final int MOST_PATHS = 4096;

    static Domains of(Name zone, List<Name> ofMachine) throws NameTooLongException {
      Name services = Name.concatenate(SVC, zone);
      Set<Name> others = new LinkedHashSet<>(List.of(services, zone));
      others.addAll(ofMachine);
      others.remove(Name.root);
      others.add(Name.root); // the name as it was given comes last
      return new Domains(services, List.copyOf(others), new ConcurrentHashMap<>());
    }

    List<Name> of(String namespace) {
      List<Name> known = paths.get(namespace);
      if (known != null) {
        return known;
      }
      if (paths.size() >= MOST_PATHS) {
        paths.clear();
      }
      List<Name> made = make(namespace);
      paths.put(namespace, made);
      return made;
    }

    private List<Name> make(String namespace) {
      try {
        List<Name> path = new ArrayList<>(1 + others.size());
        path.add(Name.fromString(namespace, services));
        for (Name domain : others) {
          if (!domain.equals(path.getFirst())) {
            path.add(domain);
          }
        }
        return List.copyOf(path);
      } catch (TextParseException _) {
        return List.of(); // no name lies there
      }
    }
  }

  private SearchPaths(ZoneTable<Domains> zones, KnownClients clients) {
    this.zones = zones;
    this.clients = clients;
  }

  /**
   * Paths in these zones.
   *
   * @param ofMachine what the machine's own path has
   */
  static SearchPaths of(List<Name> zones, List<Name> ofMachine, KnownClients clients) {
    Map<Name, Domains> domains = new HashMap<>();
    for (Name zone : zones) {
      try {
        domains.put(zone, Domains.of(zone, ofMachine));
      } catch (NameTooLongException _) {
        // no name of a service lies in this zone, so no path leads there
      }
    }
    return new SearchPaths(ZoneTable.of(domains), clients);
  }

  /** The path of who asks, in the zone of what it asks for; empty where that is not certain. */
  List<Name> of(Query query) {
    Domains domains = zones.longestMatch(query.question());
    Pod pod = domains == null ? null : clients.pod(query);
    return domains == null || pod == null ? List.of() : domains.of(pod.namespace());
  }
}
