// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.SearchList;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.AutoPath;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.LiveZones;
import io.binnacle.plugin.Names;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Ready;
import io.binnacle.plugins.kubernetes.records.ClusterNames;
import io.binnacle.plugins.kubernetes.records.ExternalNames;
import io.binnacle.plugins.kubernetes.records.ExternalOptions;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.RecordOptions;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * Answers for the names of a cluster, and knows it for other plugins of its block.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public final class KubernetesHandler implements Handler, LiveZones, Ready, Names, AutoPath {
  private final RecordIndex index;
  private final RecordOptions options;
  private final OwnAddresses own;
  private final ZoneHandler names;
  private final QueryLabels labels;
  private final SearchPaths paths;

  /**
   * A handler that answers from an index.
   *
   * @param own the addresses of this server
   * @param server knows the names that lie elsewhere
   */
  KubernetesHandler(KubernetesConfig config, RecordIndex index, OwnAddresses own, Chain server) {
    this.index = index;
    this.options = config.records();
    this.own = own;
    Zones multicluster = config.multicluster();
    Map<Name, ServedZone> served =
        served(
            config.zones(),
            zone -> new ServedZone(zone, multicluster.names().contains(zone), options, index));
    ServedZone home = Objects.requireNonNull(served.get(config.home()));
    this.names =
        new ZoneHandler(
            served,
            config.fallthrough(),
            new ClusterNames(index, options, home, own),
            server,
            options.ttlSeconds());
    KnownClients clients = new KnownClients(index);
    this.labels = new QueryLabels(ZoneTable.of(served), clients, options.isZonal());
    this.paths = SearchPaths.of(config.zones().forward().names(), SearchList.ofMachine(), clients);
  }

  private static Map<Name, ServedZone> served(Zones zones, Function<Name, ServedZone> serve) {
    Map<Name, ServedZone> served = new LinkedHashMap<>();
    zones.names().forEach(zone -> served.put(zone, serve.apply(zone)));
    return served;
  }

  @Override
  public Zones liveZones() {
    return names.liveZones();
  }

  @Override
  public boolean isReady() {
    return index.isSynced();
  }

  @Override
  public Outcome handle(Query query) {
    return names.handle(query);
  }

  @Override
  public @Nullable String value(Query query, String label) {
    return labels.value(query, label);
  }

  @Override
  public List<Name> searchPath(Query query) {
    return paths.of(query);
  }

  @Override
  public String missingOption() {
    return options.pods() == PodMode.VERIFIED ? "" : "pods " + PodMode.VERIFIED.word();
  }

  /**
   * A handler that answers for the external addresses of this cluster's services.
   *
   * @param zones where their names lie, and reverse zones; at least one is no reverse zone
   * @param fallthrough where names that do not exist are left to the next handler
   * @param server knows the names that lie elsewhere
   */
  public Handler external(Zones zones, ExternalOptions external, Zones fallthrough, Chain server) {
    Map<Name, ServedZone> served = served(zones, zone -> new ServedZone(zone, external, index));
    ServedZone home = Objects.requireNonNull(served.get(zones.forward().names().getFirst()));
    return new ZoneHandler(
        served,
        fallthrough,
        new ExternalNames(index, options, external, home, own),
        server,
        external.ttlSeconds());
  }
}
