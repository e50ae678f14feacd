// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static io.binnacle.dns.WireName.lowerCased;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.NameTable;
import io.binnacle.dns.Question;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;

/**
 * Hosts by name. A name of the form {@code *.example.org} stands for all that have one label more
 * than {@code example.org} and are not there themselves.
 *
 * <p><i>Immutable.</i>
 */
final class HostTable {
  private final NameTable<Host> hosts = new NameTable<>();

  /** By the name behind the asterisk. */
  private final NameTable<Host> wildcards = new NameTable<>();

  private int size;

  private HostTable() {}

  /** A table of those names in these lines that are in the zones of the configuration. */
  static HostTable of(List<HostLine> lines, HostsConfig config) {
    Map<Name, Set<InetAddress>> addresses = new LinkedHashMap<>();
    Map<InetAddress, Set<Name>> names = new LinkedHashMap<>();
    for (HostLine line : lines) {
      for (Name name : line.names()) {
        if (config.zones().covers(name)) {
          addresses.computeIfAbsent(name, absent -> new LinkedHashSet<>()).add(line.address());
          if (config.hasReverse() && !name.isWild()) {
            names.computeIfAbsent(line.address(), absent -> new LinkedHashSet<>()).add(name);
          }
        }
      }
    }
    HostTable table = new HostTable();
    int ttl = config.ttlSeconds();
    addresses.forEach((name, its) -> table.add(name, new Host(its, Set.of(), ttl, name.isWild())));
    names.forEach(
        (address, its) ->
            table.add(ReverseMap.fromAddress(address), new Host(Set.of(), its, ttl, false)));
    addresses.keySet().forEach(name -> table.addThoseAbove(name, config.zones()));
    config.zones().names().forEach(table::addIfAbsent);
    return table;
  }

  private void add(Name name, Host host) {
    if (name.isWild()) {
      wildcards.put(lowerCased(new Name(name, 1)), host);
    } else {
      hosts.put(lowerCased(name), host);
    }
    size += host.size();
  }

  /** A name has all those above it exist: RFC 4592, section 2.2.2. */
  private void addThoseAbove(Name name, Zones zones) {
    boolean isNew = true;
    for (int cut = 1; isNew && cut < name.labels(); cut++) {
      Name above = new Name(name, cut);
      isNew = zones.covers(above) && addIfAbsent(above);
    }
  }

  private boolean addIfAbsent(Name name) {
    boolean isNew = hosts.get(lowerCased(name)) == null;
    if (isNew) {
      hosts.put(lowerCased(name), Host.NONE);
    }
    return isNew;
  }

  /** The host that is asked for, or null. */
  @Nullable Host find(Question question) {
    Host host = hosts.get(question, 0, question.nameLength());
    int label = question.nameByte(0);
    return host != null || label == 0
        ? host
        : wildcards.get(question, 1 + label, question.nameLength());
  }

  /** How many records there are. */
  int size() {
    return size;
  }
}
