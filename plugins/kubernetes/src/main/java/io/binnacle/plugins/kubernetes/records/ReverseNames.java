// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NOT_YET;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import java.util.List;
import java.util.Set;
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

  private List<byte[]> names(IpAddress address) {
    Set<String> names = new TreeSet<>(); // so that answers do not depend on the order of events
    for (ObjectKey key : index.servicesAt(address)) {
      ServiceEntry entry = index.shown(key);
      if (entry != null && entry.hasClusterIp(address)) {
        names.add(ServiceNames.name(key));
      }
    }
    if (names.isEmpty()) {
      for (RecordIndex.SliceKey key : index.slicesAt(address)) {
        ServiceEntry entry = index.shown(key.service());
        if (entry != null) {
          for (String host : entry.hostsAt(address, key.slice(), hosts)) {
            names.add(host + "." + ServiceNames.name(key.service()));
          }
        }
      }
    }
    return names.stream()
        .filter(name -> LabelRun.isName(name, home))
        .map(name -> LabelRun.name(name, home))
        .toList();
  }
}
