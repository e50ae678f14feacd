// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static io.binnacle.dns.WireName.lowerCased;

import io.binnacle.dns.NameTable;
import io.binnacle.dns.Question;
import io.binnacle.dns.WireName;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.ReverseMap;

/**
 * Hosts by name. A name of the form {@code *.example.org} stands for all that have one label more
 * than {@code example.org} and are not there themselves.
 *
 * <p><i>Immutable</i> once all lines are added.
 */
final class HostTable {
  private final NameTable<Host> hosts = new NameTable<>();

  /** By the name behind the asterisk. */
  private final NameTable<Host> wildcards = new NameTable<>();

  private final List<byte[]> zones;
  private final int ttlSeconds;
  private final boolean hasReverse;
  private int size;

  /** A table with no more than the apexes of the zones, without records. */
  HostTable(HostsConfig config) {
    zones = config.zones().names().stream().map(WireName::lowerCased).toList();
    ttlSeconds = config.ttlSeconds();
    hasReverse = config.hasReverse();
    zones.forEach(this::host);
  }

  /** Adds those names of a line that are in the zones. */
  void add(HostLine line) {
    for (Name each : line.names()) {
      byte[] name = lowerCased(each);
      if (isInZones(name)) {
        addThoseAbove(name);
        Host host = each.isWild() ? wildcard(above(name)) : host(name);
        count(host.add(line.address()));
        if (hasReverse && !each.isWild()) {
          count(host(lowerCased(ReverseMap.fromAddress(line.address()))).add(name));
        }
      }
    }
  }

  private void count(boolean isNew) {
    size += isNew ? 1 : 0;
  }

  /** A name has all those above it exist: RFC 4592, section 2.2.2. */
  private void addThoseAbove(byte[] name) {
    byte[] above = above(name);
    while (hosts.get(above) == null && isInZones(above)) {
      host(above);
      above = above(above);
    }
  }

  private boolean isInZones(byte[] name) {
    for (byte[] zone : zones) {
      if (WireName.suffixOffset(name, zone) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A name without its first label; the root stays what it is. */
  private static byte[] above(byte[] name) {
    return name[0] == 0 ? name : Arrays.copyOfRange(name, 1 + name[0], name.length);
  }

  /** The host with this name, without records if it is new. */
  private Host host(byte[] name) {
    Host host = hosts.get(name);
    if (host == null) {
      host = new Host(ttlSeconds, false);
      hosts.put(name, host);
    }
    return host;
  }

  /** The host that stands for names with one label more than this one. */
  private Host wildcard(byte[] name) {
    Host host = wildcards.get(name);
    if (host == null) {
      host = new Host(ttlSeconds, true);
      wildcards.put(name, host);
    }
    return host;
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
