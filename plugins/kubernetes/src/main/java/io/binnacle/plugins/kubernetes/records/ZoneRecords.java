// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.Owned.EndpointAddresses;
import io.binnacle.plugins.kubernetes.records.Owned.OwnAddresses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * All that a zone says, record by record: its authority, its name servers, the version, its
 * services by namespace and name, and its authority again.
 *
 * <p>Records are those of the answers, made as these are, but not kept. Left out is what goes
 * beyond the specification: names of pods, of topology zones, and of endpoints behind a cluster IP;
 * addresses of ports, and ports of endpoints.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5936#section-2.2">RFC 5936, section 2.2</a>
 */
final class ZoneRecords {
  private final RecordIndex index;
  private final RecordOptions options;
  private final AnswerCompiler compiler;
  private final ServerNames servers;

  ZoneRecords(
      RecordIndex index, RecordOptions options, AnswerCompiler compiler, ServerNames servers) {
    this.index = index;
    this.options = options;
    this.compiler = compiler;
    this.servers = servers;
  }

  /** The records of a zone that is no reverse zone; those of a service are made when it is next. */
  Stream<Record> of(ServedZone zone) {
    Question apex = question(zone.wire(), Type.SOA);
    List<Record> authority = records(apex, new Finding.Answer(zone.authority(apex)));
    List<Record> server = server(zone);
    Stream<Record> services =
        index.shown(zone.isMulticluster()).stream()
            .flatMap(shown -> service(zone, shown.service(), shown.entry()).stream());
    return Stream.of(authority.stream(), server.stream(), services, authority.stream())
        .reduce(Stream::concat)
        .orElseThrow();
  }

  /** What the zone says of who serves it, and how. */
  private List<Record> server(ServedZone zone) {
    Question names = question(zone.wire(), Type.NS);
    List<Record> records = new ArrayList<>(records(names, servers.servers(zone, names)));
    byte[] server = LabelRun.name(ServerNames.LABELS, zone.wire());
    for (int type : new int[] {Type.A, Type.AAAA}) {
      Question addresses = question(server, type);
      records.addAll(records(addresses, servers.addresses(addresses)));
    }
    Question version = question(LabelRun.name(ClusterNames.VERSION, zone.wire()), Type.TXT);
    records.addAll(records(version, AnswerCompiler.version(version)));
    return records;
  }

  private List<Record> service(ServedZone zone, Service service, ServiceEntry entry) {
    String labels = ServiceNames.name(service.key());
    if (!LabelRun.isName(labels, zone.wire())) {
      return List.of();
    }
    byte[] name = LabelRun.name(labels, zone.wire());
    return switch (service.type()) {
      case EXTERNAL_NAME ->
          records(question(name, Type.CNAME), Finding.Alias.of(service.externalName()));
      case CLUSTER_IP -> places(name, service.ports(), filter -> new OwnAddresses(service, filter));
      case HEADLESS -> {
        HostNames hosts = new HostNames(options.usesPodNames(), zone.isMulticluster());
        List<Members> members = entry.members(_ -> true);
        List<Port> ports = members.stream().flatMap(some -> some.slice().ports().stream()).toList();
        List<Record> records =
            places(name, ports, filter -> new EndpointAddresses(members, filter, hosts));
        records.addAll(endpoints(name, members, hosts));
        yield records;
      }
    };
  }

  /** A service's own name, and those of its ports that have one. */
  private List<Record> places(byte[] service, List<Port> ports, Function<PortFilter, Owned> owned) {
    List<Record> records = new ArrayList<>(addresses(service, "", owned.apply(PortFilter.ANY)));
    records.addAll(records(service, "", owned.apply(PortFilter.ANY), Type.SRV));
    Map<String, PortFilter> named = new LinkedHashMap<>();
    for (Port port : ports) {
      String name = "_" + port.name();
      String protocol = "_" + port.protocol();
      String labels = name + "." + protocol;
      if (!port.name().isEmpty()
          && LabelRun.isLabel(name)
          && LabelRun.isLabel(protocol)
          && LabelRun.isName(labels, service)) {
        named.put(labels.toLowerCase(Locale.ROOT), new PortFilter(port.name(), port.protocol()));
      }
    }
    named.forEach(
        (labels, filter) ->
            records.addAll(records(service, labels, owned.apply(filter), Type.SRV)));
    return records;
  }

  /** The names of endpoints. */
  private List<Record> endpoints(byte[] service, List<Members> members, HostNames hosts) {
    Map<String, List<Members>> byName = new LinkedHashMap<>();
    for (Members some : members) {
      some.byName(hosts)
          .forEach(
              (name, its) ->
                  byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(some.only(its)));
    }
    List<Record> records = new ArrayList<>();
    byName.forEach(
        (labels, its) -> {
          if (LabelRun.isName(labels, service)) {
            records.addAll(
                addresses(service, labels, new EndpointAddresses(its, PortFilter.ANY, hosts)));
          }
        });
    return records;
  }

  /** The addresses of a name, or the name that it stands for. */
  private List<Record> addresses(byte[] service, String labels, Owned owned) {
    return owned.addresses().isEmpty()
        ? records(service, labels, owned, Type.CNAME)
        : records(service, labels, owned, Type.A, Type.AAAA);
  }

  private List<Record> records(byte[] service, String labels, Owned owned, int... types) {
    byte[] owner = labels.isEmpty() ? service : LabelRun.name(labels, service);
    List<Record> records = new ArrayList<>();
    for (int type : types) {
      Question question = question(owner, type);
      records.addAll(
          records(question, compiler.owned(question, owner.length - service.length, owned)));
    }
    return records;
  }

  private List<Record> records(Question question, Finding finding) {
    return switch (finding) {
      case Finding.Answer(WireResponse response) ->
          response.message(question).getSection(Section.ANSWER);
      case Finding.Alias(Name target) ->
          List.of(new CNAMERecord(question.name(), DClass.IN, compiler.ttl(), target));
      case Finding.Partial _, Finding.Absence _ -> List.of();
    };
  }

  private static Question question(byte[] name, int type) {
    return Question.of(WireName.toName(name), type, DClass.IN);
  }
}
