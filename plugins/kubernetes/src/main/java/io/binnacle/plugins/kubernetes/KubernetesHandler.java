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
import io.binnacle.plugin.Transfer;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Answers for the names of a cluster, and knows it for other plugins of its block.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public final class KubernetesHandler
    implements Handler, LiveZones, Ready, Names, AutoPath, Transfer {
  private final RecordIndex index;
  private final RecordOptions options;
  private final OwnAddresses own;
  private final Map<Name, ServedZone> served;
  private final ClusterNames names;
  private final ZoneHandler zones;
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
    this.served =
        served(
            config.zones(),
            zone -> new ServedZone(zone, multicluster.names().contains(zone), options, index));
    ServedZone home = Objects.requireNonNull(served.get(config.home()));
    this.names = new ClusterNames(index, options, home, own);
    this.zones =
        new ZoneHandler(index, served, config.fallthrough(), names, server, options.ttlSeconds());
    KnownClients clients = new KnownClients(index);
    this.labels = new QueryLabels(ZoneTable.of(served), clients, options.isZonal());
    this.paths = SearchPaths.of(config.zones().forward().names(), SearchList.ofMachine(), clients);
  }

  @Override
  public Zones transferable() {
    return new Zones(List.copyOf(served.keySet())).forward();
  }

  @Override
  public @Nullable Stream<Record> transfer(Name zone) {
    ServedZone asked = served.get(zone);
    if (asked == null || asked.isReverse()) {
      throw new IllegalArgumentException(zone + " cannot be transferred");
    }
    return names.records(asked);
  }

  private static Map<Name, ServedZone> served(Zones zones, Function<Name, ServedZone> serve) {
    Map<Name, ServedZone> served = new LinkedHashMap<>();
    zones.names().forEach(zone -> served.put(zone, serve.apply(zone)));
    return served;
  }

  @Override
  public Zones liveZones() {
    return zones.liveZones();
  }

  @Override
  public boolean isReady() {
    return index.isSynced();
  }

  @Override
  public Outcome handle(Query query) {
    return zones.handle(query);
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
   * @param outside where their names lie, and reverse zones; at least one is no reverse zone
   * @param fallthrough where names that do not exist are left to the next handler
   * @param server knows the names that lie elsewhere
   */
  public Handler external(
      Zones outside, ExternalOptions external, Zones fallthrough, Chain server) {
    Map<Name, ServedZone> itsZones = served(outside, zone -> new ServedZone(zone, external, index));
    ServedZone home = Objects.requireNonNull(itsZones.get(outside.forward().names().getFirst()));
    return new ZoneHandler(
        index,
        itsZones,
        fallthrough,
        new ExternalNames(index, options, external, home, own),
        server,
        external.ttlSeconds());
  }
}
