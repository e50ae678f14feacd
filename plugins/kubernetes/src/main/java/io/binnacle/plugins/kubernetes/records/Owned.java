// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.plugins.kubernetes.cluster.Address;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/** What a name of a service owns, each thing once. */
sealed interface Owned {
  /** No message holds the SRV records of more hosts: each has 31 bytes at least. */
  int MOST_HOSTS = 0xffff / 31;

  /** Its addresses. */
  Collection<IpAddress> addresses();

  /** Where the service is offered, at one port at least; not more than a message holds. */
  Collection<Host> hosts();

  /** The name that it stands for, where it has no addresses; or null. */
  @Nullable String alias();

  /**
   * The service's own addresses, with some of its ports.
   *
   * <p><i>Immutable.</i>
   */
  record OwnAddresses(Service service, PortFilter filter) implements Owned {
    @Override
    public Collection<IpAddress> addresses() {
      return new LinkedHashSet<>(service.clusterIps());
    }

    @Override
    public Collection<Host> hosts() {
      Host host = new Host("");
      service.clusterIps().forEach(address -> host.add(address, service.ports(), filter));
      return host.ports().isEmpty() ? List.of() : List.of(host);
    }

    @Override
    public @Nullable String alias() {
      return null;
    }
  }

  /**
   * The addresses and names that a service has outside of the cluster, with some of its ports.
   *
   * <p><i>Immutable.</i>
   */
  record OutsideAddresses(Service service, PortFilter filter) implements Owned {
    @Override
    public Collection<IpAddress> addresses() {
      return service.externalIps();
    }

    @Override
    public Collection<Host> hosts() {
      List<Host> hosts = new ArrayList<>();
      Host itself = new Host("");
      addresses().forEach(address -> itself.add(address, service.ports(), filter));
      hosts.add(itself);
      for (Address address : service.external()) {
        if (address instanceof DomainName name
            && Finding.Alias.of(name.text()) instanceof Finding.Alias(Name target)) {
          Host host = Host.elsewhere(target);
          host.add(service.ports(), filter);
          hosts.add(host);
        }
      }
      hosts.removeIf(host -> host.ports().isEmpty());
      return hosts.subList(0, Math.min(hosts.size(), MOST_HOSTS));
    }

    @Override
    public @Nullable String alias() {
      for (Address address : service.external()) {
        if (address instanceof DomainName name) {
          return name.text();
        }
      }
      return null;
    }
  }

  /**
   * The addresses of endpoints, with some of their ports.
   *
   * <p><i>Immutable.</i>
   *
   * @param names what endpoints are called
   */
  record EndpointAddresses(List<Members> members, PortFilter filter, HostNames names)
      implements Owned {
    @Override
    public Collection<IpAddress> addresses() {
      int count = 0;
      for (Members some : members) {
        count += some.endpoints().size();
      }
      DistinctAddresses addresses = new DistinctAddresses(count);
      for (Members some : members) {
        for (Endpoint endpoint : some.endpoints()) {
          if (endpoint.address() instanceof IpAddress address) {
            addresses.add(address);
          }
        }
      }
      return addresses;
    }

    @Override
    public Collection<Host> hosts() {
      Map<String, Host> hosts = new LinkedHashMap<>();
      for (Members some : members) {
        if (filter.isIn(some.slice())) {
          some.byName(names).forEach((name, endpoints) -> add(name, endpoints, some, hosts));
        }
        if (hosts.size() >= MOST_HOSTS) {
          break;
        }
      }
      return hosts.values();
    }

    private void add(String name, List<Endpoint> endpoints, Members some, Map<String, Host> hosts) {
      for (Endpoint endpoint : endpoints) {
        if (endpoint.address() instanceof IpAddress address
            && (hosts.size() < MOST_HOSTS || hosts.containsKey(name))) {
          hosts.computeIfAbsent(name, Host::new).add(address, some.slice().ports(), filter);
        }
      }
    }

    @Override
    public @Nullable String alias() {
      for (Members some : members) {
        for (Endpoint endpoint : some.endpoints()) {
          if (endpoint.address() instanceof DomainName name) {
            return name.text();
          }
        }
      }
      return null;
    }
  }
}
