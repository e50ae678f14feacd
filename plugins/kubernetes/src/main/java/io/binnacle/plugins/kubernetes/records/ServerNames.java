// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.Owned.EndpointAddresses;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The name servers of the zones: the services that have this server among their endpoints, a
 * headless one with all that the same slice lists; or else {@code ns.dns}.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class ServerNames {
  /** The labels of the name server that each zone has. */
  static final String LABELS = "ns.dns";

  private final RecordIndex index;
  private final HostNames hosts;
  private final AnswerCompiler compiler;
  private final byte[] home;
  private final Supplier<? extends Collection<IpAddress>> own;

  /**
   * Name servers.
   *
   * @param home the zone that services have their names in
   * @param own the addresses of this server
   */
  ServerNames(
      RecordIndex index,
      HostNames hosts,
      AnswerCompiler compiler,
      byte[] home,
      Supplier<? extends Collection<IpAddress>> own) {
    this.index = index;
    this.hosts = hosts;
    this.compiler = compiler;
    this.home = home;
    this.own = own;
  }

  /** The name servers of a zone. */
  Finding servers(ServedZone zone, Question question) {
    Map<String, Collection<IpAddress>> services = services();
    return services.isEmpty()
        ? compiler.servers(question, zone.wire(), Map.of(LABELS, own.get()))
        : compiler.servers(question, home, services);
  }

  /** The addresses that name servers have. */
  Finding addresses(Question question) {
    Map<String, Collection<IpAddress>> services = services();
    return compiler.addresses(
        question,
        services.isEmpty()
            ? own.get()
            : services.values().stream().flatMap(Collection::stream).distinct().toList());
  }

  /** The addresses of each name server that services with this server behind them give. */
  private Map<String, Collection<IpAddress>> services() {
    Map<String, Collection<IpAddress>> services = new TreeMap<>();
    for (IpAddress address : own.get()) {
      for (RecordIndex.SliceKey key : index.slicesAt(address)) {
        ServiceEntry entry = index.shown(key.service());
        Service service = entry == null ? null : entry.service();
        if (entry != null && service != null && entry.hasEndpoint(address, key.slice())) {
          String name = ServiceNames.name(key.service());
          if (service.type() == Service.Type.HEADLESS) {
            entry
                .hosts(key.slice(), hosts)
                .forEach(host -> services.put(host + "." + name, addresses(entry, host)));
          } else {
            services.put(name, service.clusterIps());
          }
        }
      }
    }
    return services;
  }

  private Collection<IpAddress> addresses(ServiceEntry entry, String host) {
    List<Members> members = entry.members(host, hosts);
    return new EndpointAddresses(members, PortFilter.ANY, hosts).addresses();
  }
}
