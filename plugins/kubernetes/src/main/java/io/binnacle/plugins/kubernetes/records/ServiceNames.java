// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NOT_YET;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.Owned.EndpointAddresses;
import io.binnacle.plugins.kubernetes.records.Owned.OwnAddresses;
import java.util.List;
import java.util.function.Supplier;

/**
 * The names of services, and those below them.
 *
 * <pre>{@code
 *                        web.app.svc.cluster.local     a service
 *             _http._tcp.web.app.svc.cluster.local     a port of it
 *                   _tcp.web.app.svc.cluster.local     only a step on the way there
 *                   db-0.web.app.svc.cluster.local     an endpoint of it
 *              db-0.east.web.app.svc.clusterset.local  an endpoint in another cluster
 * europe-1.pin._zone.web.app.svc.cluster.local         its endpoints in a topology zone
 * }</pre>
 *
 * <p>What is found out about a service's own name and its ports is kept with the service, as there
 * are few of these; names of endpoints are as many as the endpoints, and made anew.
 *
 * <p><i>Safe for use by many threads.</i> Allocates nothing for what was found out before.
 */
final class ServiceNames {
  private static final byte[] ZONE = LabelRun.literal("_zone");
  private static final byte[] PIN_ZONE = LabelRun.literal("pin", "_zone");
  private static final byte[] PREFER_ZONE = LabelRun.literal("prefer", "_zone");

  private final RecordIndex index;
  private final RecordOptions options;
  private final AnswerCompiler compiler;

  ServiceNames(RecordIndex index, RecordOptions options, AnswerCompiler compiler) {
    this.index = index;
    this.options = options;
    this.compiler = compiler;
  }

  /** A service's own name, without its zone. */
  static String name(ObjectKey service) {
    return service.name() + "." + service.namespace() + ".svc";
  }

  /** A question about a service that is known. */
  private record Asked(
      ServedZone zone, Question question, ServiceEntry entry, Service service, int at, int labels) {
    boolean isImport() {
      return zone.isMulticluster();
    }

    boolean is(Service.Type type) {
      return service.type() == type;
    }

    /** The label at this offset of the name. */
    String label(int offset) {
      return LabelRun.label(question, offset);
    }

    int secondLabel() {
      return LabelRun.behind(question, 0);
    }
  }

  /**
   * What there is to say about a name in a namespace that is shown.
   *
   * @param zone where the name lies
   * @param at where the service's name begins in the question
   * @param end where its namespace ends
   * @param labels how many labels lie before the service's name
   */
  Finding find(ServedZone zone, Question question, int at, int end, int labels) {
    ServiceEntry entry =
        zone.isMulticluster()
            ? index.serviceImport(question, at, end)
            : index.service(question, at, end);
    Service service = entry == null ? null : entry.service();
    if (entry == null || service == null) {
      return NO_NAME;
    }
    Finding known =
        labels == 0 ? entry.recall(zone.wire(), question.type()) : entry.recall(question);
    return known == null ? find(new Asked(zone, question, entry, service, at, labels)) : known;
  }

  private Finding find(Asked asked) {
    if (asked.is(Service.Type.EXTERNAL_NAME)) {
      return asked.labels == 0 ? Finding.Alias.of(asked.service.externalName()) : NO_NAME;
    }
    boolean isOwnAddress = asked.is(Service.Type.CLUSTER_IP) && asked.labels == 0;
    if (!index.isListed(Kind.ENDPOINT_SLICE) && (!isOwnAddress || options.hidesEmptyServices())) {
      return NOT_YET;
    }
    if (options.hidesEmptyServices() && asked.entry.isIdle()) {
      return NO_NAME;
    }
    return switch (asked.labels) {
      case 0 -> itself(asked);
      case 1 -> oneLabel(asked);
      case 2 -> twoLabels(asked);
      default -> inTopologyZone(asked);
    };
  }

  private Finding itself(Asked asked) {
    if (asked.is(Service.Type.CLUSTER_IP)) {
      return keep(asked, () -> new OwnAddresses(asked.service, PortFilter.ANY));
    }
    return asked.entry.hasEndpoints(ServiceNames::any)
        ? keep(asked, () -> endpoints(asked, asked.entry.members(ServiceNames::any)))
        : NO_NAME;
  }

  /** An endpoint, or a step on the way to the names below. */
  private Finding oneLabel(Asked asked) {
    String label = asked.label(0);
    if (!asked.isImport()) {
      List<Members> members = members(asked, label);
      if (!members.isEmpty()) {
        return make(asked, () -> endpoints(asked, members));
      }
    }
    // RFC 8020: names exist where names lie below
    boolean isStep =
        hasPort(asked, PortFilter.of("", label))
            || (asked.isImport()
                && asked.entry.hasEndpoints(slice -> slice.cluster().equalsIgnoreCase(label)))
            || (hasTopologyZones(asked) && LabelRun.isAt(asked.question, 0, ZONE));
    return isStep ? NO_DATA : NO_NAME;
  }

  /** A port; an endpoint in another cluster; or a step on the way to topology zones. */
  private Finding twoLabels(Asked asked) {
    int second = asked.secondLabel();
    String first = asked.label(0);
    String last = asked.label(second);
    if (asked.isImport() && !first.startsWith("_") && !last.startsWith("_")) {
      List<Members> members = members(asked, first + "." + last);
      return members.isEmpty() ? NO_NAME : make(asked, () -> endpoints(asked, members));
    }
    PortFilter filter = PortFilter.of(first, last);
    if (hasPort(asked, filter)) {
      return asked.is(Service.Type.CLUSTER_IP)
          ? keep(asked, () -> new OwnAddresses(asked.service, filter))
          : keep(asked, () -> endpoints(asked, filter, asked.entry.members(filter::isIn)));
    }
    return isTopology(asked, 0) ? NO_DATA : NO_NAME;
  }

  private static boolean hasPort(Asked asked, PortFilter filter) {
    return asked.is(Service.Type.CLUSTER_IP)
        ? filter.isIn(asked.service.ports())
        : asked.entry.hasEndpoints(filter::isIn);
  }

  // Endpoints by name

  private List<Members> members(Asked asked, String host) {
    return names(asked).find(asked.entry, host);
  }

  private HostNames names(Asked asked) {
    return new HostNames(options.usesPodNames(), asked.isImport());
  }

  private Owned endpoints(Asked asked, List<Members> members) {
    return endpoints(asked, PortFilter.ANY, members);
  }

  private Owned endpoints(Asked asked, PortFilter filter, List<Members> members) {
    return new EndpointAddresses(members, filter, names(asked));
  }

  private static boolean any(EndpointSlice slice) {
    return true;
  }

  // Endpoints by topology zone

  private boolean hasTopologyZones(Asked asked) {
    return options.isZonal() && !asked.isImport() && asked.is(Service.Type.HEADLESS);
  }

  /** Whether the name has {@code pin._zone} or {@code prefer._zone} here. */
  private boolean isTopology(Asked asked, int offset) {
    return hasTopologyZones(asked)
        && (LabelRun.isAt(asked.question, offset, PIN_ZONE)
            || LabelRun.isAt(asked.question, offset, PREFER_ZONE));
  }

  private Finding inTopologyZone(Asked asked) {
    StringBuilder zone = new StringBuilder(asked.label(0));
    int offset = asked.secondLabel();
    for (int left = asked.labels - 1; left > 2; left--) {
      zone.append('.').append(asked.label(offset));
      offset = LabelRun.behind(asked.question, offset);
    }
    if (!isTopology(asked, offset)) {
      return NO_NAME;
    }
    boolean isPreference = LabelRun.isAt(asked.question, offset, PREFER_ZONE);
    return make(asked, () -> endpoints(asked, inZone(asked, zone.toString(), isPreference)));
  }

  private static List<Members> inZone(Asked asked, String zone, boolean isPreference) {
    List<Members> all = asked.entry.members(ServiceNames::any);
    List<Members> near =
        all.stream()
            .map(some -> some.where(endpoint -> endpoint.zone().equalsIgnoreCase(zone)))
            .filter(some -> !some.isEmpty())
            .toList();
    return isPreference && near.isEmpty() ? all : near;
  }

  // Records

  /** Makes an answer of what the name owns, and keeps it. */
  private Finding keep(Asked asked, Supplier<Owned> owned) {
    int type = asked.question.type();
    if (!AnswerCompiler.isOwned(type)) {
      return NO_DATA;
    }
    Finding made = make(asked, owned);
    if (asked.labels == 0) {
      asked.entry.remember(asked.zone.wire(), type, made);
    } else {
      asked.entry.remember(asked.question, made);
    }
    return made;
  }

  /** Makes an answer of what the name owns. */
  private Finding make(Asked asked, Supplier<Owned> owned) {
    return AnswerCompiler.isOwned(asked.question.type())
        ? compiler.owned(asked.question, asked.at, owned.get())
        : NO_DATA;
  }
}
