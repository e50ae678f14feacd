// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NOT_YET;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.Owned.EndpointAddresses;
import io.binnacle.plugins.kubernetes.records.Owned.OutsideAddresses;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.xbill.DNS.Type;

/**
 * What names mean to those outside of a cluster, read from the right:
 *
 * <pre>{@code
 *                                zone    the apex: SOA, NS
 *                        ns1.dns.zone    this server
 *              service.namespace.zone    the external addresses of a service
 * _port._protocol.service.namespace.zone a port of it
 *     endpoint.service.namespace.zone    an endpoint of it, if these have names
 *        10.113.0.203.in-addr.arpa       the services with an external address
 * }</pre>
 *
 * <p>A headless service without external address has those of its endpoints, if these have names.
 * Each name exists, too, where names lie below it.
 *
 * <p><i>Safe for use by many threads.</i> Allocates nothing for what was found out before.
 */
public final class ExternalNames implements ZoneNames {
  private static final byte[] NS1 = LabelRun.literal("ns1");

  private final RecordIndex index;
  private final ExternalOptions options;
  private final byte[] apexLabel;
  private final HostNames hosts;
  private final AnswerCompiler compiler;
  private final byte[] home;
  private final Pointers pointers;
  private final Supplier<? extends Collection<IpAddress>> own;

  /**
   * The names of what an index holds.
   *
   * @param records how the names within the cluster are made
   * @param home the zone that reverse names lead to
   * @param own the addresses of this server
   */
  public ExternalNames(
      RecordIndex index,
      RecordOptions records,
      ExternalOptions options,
      ServedZone home,
      Supplier<? extends Collection<IpAddress>> own) {
    this.index = index;
    this.options = options;
    this.apexLabel = LabelRun.literal(options.apex());
    this.hosts = new HostNames(records.usesPodNames(), false);
    this.compiler = new AnswerCompiler(options.ttlSeconds());
    this.home = home.wire();
    this.pointers = new Pointers(index, new ExternalAddresses(index), compiler, this.home);
    this.own = own;
  }

  @Override
  public Finding find(ServedZone zone, Question question) {
    Finding found = read(zone, question);
    // What has not been heard of may yet exist
    return found == NO_NAME && !index.isSynced() ? NOT_YET : found;
  }

  private Finding read(ServedZone zone, Question question) {
    int end = zone.offsetIn(question);
    if (end == 0) {
      return apex(zone, question);
    }
    int last = LabelRun.before(question, end);
    if (LabelRun.isAt(question, last, apexLabel)) {
      return server(question, last);
    }
    if (zone.isReverse()) {
      return pointers.find(question);
    }
    if (!index.hasNamespace(question, last)) {
      return NO_NAME;
    }
    return last == 0 ? NO_DATA : service(question, LabelRun.before(question, last), end);
  }

  // The zone's own names

  private Finding apex(ServedZone zone, Question question) {
    return switch (question.type()) {
      case Type.SOA -> new Finding.Answer(zone.authority(question));
      case Type.NS ->
          compiler.servers(
              question,
              zone.isReverse() ? home : zone.wire(),
              Map.of(options.server(), serverAddresses()));
      default -> NO_DATA;
    };
  }

  /** The name server, or a step on the way to it. */
  private Finding server(Question question, int apexAt) {
    if (apexAt == 0) {
      return NO_DATA;
    }
    return LabelRun.isAt(question, 0, NS1) && LabelRun.behind(question, 0) == apexAt
        ? compiler.addresses(question, serverAddresses())
        : NO_NAME;
  }

  /**
   * The external addresses of the services that have this server among their endpoints; if there is
   * no such service, its own.
   */
  private Collection<IpAddress> serverAddresses() {
    Set<IpAddress> addresses = new LinkedHashSet<>();
    boolean isEndpoint = false;
    for (IpAddress address : own.get()) {
      for (RecordIndex.SliceKey key : index.slicesAt(address)) {
        ServiceEntry entry = index.shown(key.service());
        Service service = entry == null ? null : entry.service();
        if (entry != null && service != null && entry.hasEndpoint(address, key.slice())) {
          isEndpoint = true;
          addresses.addAll(service.externalIps());
        }
      }
    }
    return isEndpoint ? addresses : own.get();
  }

  // Services

  /** A question about a service that is known, below whose own name these labels lie. */
  private record Asked(
      Question question, ServiceEntry entry, Service service, int at, List<String> labels) {
    boolean isOutside() {
      return !service.external().isEmpty();
    }

    boolean isHeadless() {
      return service.type() == Service.Type.HEADLESS;
    }
  }

  private Finding service(Question question, int at, int end) {
    ServiceEntry entry = index.service(question, at, end);
    Service service = entry == null ? null : entry.service();
    if (entry == null || service == null) {
      return NO_NAME;
    }
    Finding known = entry.recallOutside(question, options);
    return known == null
        ? find(new Asked(question, entry, service, at, LabelRun.labels(question, at)))
        : known;
  }

  private Finding find(Asked asked) {
    boolean needsEndpoints =
        options.hasEndpoints() && (asked.labels.size() == 1 || !asked.isOutside());
    if (needsEndpoints && !index.isListed(Kind.ENDPOINT_SLICE)) {
      return NOT_YET;
    }
    return switch (asked.labels.size()) {
      case 0 -> itself(asked);
      case 1 -> oneLabel(asked, asked.labels.getFirst());
      case 2 -> port(asked, PortFilter.of(asked.labels.getFirst(), asked.labels.getLast()));
      default -> NO_NAME;
    };
  }

  private Finding itself(Asked asked) {
    if (asked.isOutside()) {
      return keep(asked, new OutsideAddresses(asked.service, PortFilter.ANY));
    }
    if (!options.hasEndpoints() || !asked.entry.hasEndpoints(ExternalNames::any)) {
      return NO_NAME;
    }
    return asked.isHeadless()
        ? keep(asked, endpoints(asked.entry.members(ExternalNames::any), PortFilter.ANY))
        : NO_DATA; // RFC 8020: the names of its endpoints lie below
  }

  /** An endpoint, or a step on the way to the ports. */
  private Finding oneLabel(Asked asked, String label) {
    List<Members> members = options.hasEndpoints() ? hosts.find(asked.entry, label) : List.of();
    if (!members.isEmpty()) {
      return make(asked, endpoints(members, PortFilter.ANY));
    }
    return hasPort(asked, PortFilter.of("", label)) ? NO_DATA : NO_NAME;
  }

  private Finding port(Asked asked, PortFilter filter) {
    if (!hasPort(asked, filter)) {
      return NO_NAME;
    }
    return keep(
        asked,
        asked.isOutside()
            ? new OutsideAddresses(asked.service, filter)
            : endpoints(asked.entry.members(filter::isIn), filter));
  }

  private boolean hasPort(Asked asked, PortFilter filter) {
    return asked.isOutside()
        ? filter.isIn(asked.service.ports())
        : options.hasEndpoints() && asked.isHeadless() && asked.entry.hasEndpoints(filter::isIn);
  }

  private Owned endpoints(List<Members> members, PortFilter filter) {
    return new EndpointAddresses(members, filter, hosts);
  }

  private static boolean any(EndpointSlice slice) {
    return true;
  }

  /** Makes an answer of what the name owns, and keeps it. */
  private Finding keep(Asked asked, Owned owned) {
    return AnswerCompiler.isOwned(asked.question.type())
        ? asked.entry.rememberOutside(asked.question, options, make(asked, owned))
        : NO_DATA;
  }

  /** Makes an answer of what the name owns. */
  private Finding make(Asked asked, Owned owned) {
    return AnswerCompiler.isOwned(asked.question.type())
        ? compiler.owned(asked.question, asked.at, owned)
        : NO_DATA;
  }
}
