// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NOT_YET;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xbill.DNS.Type;

/**
 * The reverse names of addresses: of services by their cluster IPs, else of endpoints.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class ReverseNames {
  private final RecordIndex index;
  private final HostNames hosts;
  private final AnswerCompiler compiler;
  private final byte[] home;

  /**
   * Reverse names.
   *
   * @param home the zone that services have their names in
   */
  ReverseNames(RecordIndex index, HostNames hosts, AnswerCompiler compiler, byte[] home) {
    this.index = index;
    this.hosts = hosts;
    this.compiler = compiler;
    this.home = home;
  }

  /** What there is to say about a name in a reverse zone. */
  Finding find(Question question) {
    ReverseName name = ReverseName.parse(question);
    if (name == null) {
      return NO_NAME;
    }
    if (!index.isSynced()) {
      return NOT_YET; // the names that are known may not be all
    }
    if (!name.isWhole()) {
      // RFC 8020: names exist where names lie below
      return index.hasAddress(name.first(), name.last()) ? NO_DATA : NO_NAME;
    }
    List<byte[]> names = names(name.first());
    if (names.isEmpty()) {
      return NO_NAME;
    }
    return question.type() == Type.PTR ? compiler.pointers(question, names) : NO_DATA;
  }

  /** The names of the services at an address; where there are none, those of its endpoints. */
  private List<byte[]> names(IpAddress address) {
    SortedSet<String> services = serviceNames(address);
    return (services.isEmpty() ? endpointNames(address).stream() : services.stream())
        .filter(name -> LabelRun.isName(name, home))
        .map(name -> LabelRun.name(name, home))
        .toList();
  }

  /** Sorted, as all names here, so that answers do not depend on the order of events. */
  private SortedSet<String> serviceNames(IpAddress address) {
    SortedSet<String> names = new TreeSet<>();
    for (ObjectKey key : index.servicesAt(address)) {
      ServiceEntry entry = index.shown(key);
      if (entry != null && entry.hasClusterIp(address)) {
        names.add(ServiceNames.name(key));
      }
    }
    return names;
  }

  /**
   * Those that headless services give come first, as the specification knows only these, and many
   * programs take the first name for the name.
   */
  private Set<String> endpointNames(IpAddress address) {
    SortedSet<String> headless = new TreeSet<>();
    SortedSet<String> others = new TreeSet<>();
    for (RecordIndex.SliceKey key : index.slicesAt(address)) {
      ServiceEntry entry = index.shown(key.service());
      if (entry != null) {
        for (String host : entry.hostsAt(address, key.slice(), hosts)) {
          (entry.isHeadless() ? headless : others)
              .add(host + "." + ServiceNames.name(key.service()));
        }
      }
    }
    Set<String> names = new LinkedHashSet<>(headless);
    names.addAll(others);
    return names;
  }
}
