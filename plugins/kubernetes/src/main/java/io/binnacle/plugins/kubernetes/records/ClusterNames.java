// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NOT_YET;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_DATA;
import static io.binnacle.plugins.kubernetes.records.Finding.Absence.NO_NAME;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What the names of a cluster's zones mean, read from the right:
 *
 * <pre>{@code
 *                              zone    the apex: SOA, NS
 *                  dns-version.zone    the version of the specification, as TXT
 *                       ns.dns.zone    this server
 * … service.namespace.     svc.zone    ServiceNames
 *   address.namespace.     pod.zone    PodNames
 *           10.2.0.192.in-addr.arpa    Pointers, ReverseNames
 * }</pre>
 *
 * <p>Each name exists, too, where names lie below it. The name is read where it lies, in the
 * question.
 *
 * <p><i>Safe for use by many threads.</i> Allocates nothing for what was found out before.
 *
 * @see <a href="https://github.com/kubernetes/dns/blob/master/docs/specification.md">Kubernetes
 *     DNS-based service discovery</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8020">RFC 8020</a>
 */
public final class ClusterNames implements ZoneNames {
  /** The label of the version of the specification. */
  static final String VERSION = "dns-version";

  private static final byte[] SVC = LabelRun.literal("svc");
  private static final byte[] POD = LabelRun.literal("pod");
  private static final byte[] DNS = LabelRun.literal("dns");
  private static final byte[] NS = LabelRun.literal("ns");
  private static final byte[] DNS_VERSION = LabelRun.literal(VERSION);

  private final RecordIndex index;
  private final boolean hasPods;
  private final ServiceNames services;
  private final PodNames pods;
  private final Pointers reverse;
  private final ServerNames servers;
  private final ZoneRecords records;

  /**
   * The names of what an index holds.
   *
   * @param home the zone that reverse names and name servers lead to
   * @param own the addresses of this server
   */
  public ClusterNames(
      RecordIndex index,
      RecordOptions options,
      ServedZone home,
      Supplier<? extends Collection<IpAddress>> own) {
    AnswerCompiler compiler = new AnswerCompiler(options.ttlSeconds());
    HostNames hosts = new HostNames(options.usesPodNames(), false);
    this.index = index;
    this.hasPods = options.pods() != PodMode.DISABLED;
    this.services = new ServiceNames(index, options, compiler);
    this.pods = new PodNames(index, options.pods(), compiler);
    this.reverse = new Pointers(index, new ReverseNames(index, hosts), compiler, home.wire());
    this.servers = new ServerNames(index, hosts, compiler, home.wire(), own);
    this.records = new ZoneRecords(index, options, compiler, servers);
  }

  @Override
  public Finding find(ServedZone zone, Question question) {
    Finding found = read(zone, question);
    // What has not been heard of may yet exist
    return found == NO_NAME && !index.isSynced() ? NOT_YET : found;
  }

  /**
   * All records of a zone that is no reverse zone, as a transfer has them; null before all is
   * known.
   */
  public @Nullable Stream<Record> records(ServedZone zone) {
    return index.isSynced() ? records.of(zone) : null;
  }

  private Finding read(ServedZone zone, Question question) {
    int end = zone.offsetIn(question);
    int labels = 0;
    int last = 0; // where the last labels before the zone begin
    int secondLast = 0;
    int thirdLast = 0;
    for (int at = 0; at < end; at = LabelRun.behind(question, at)) {
      thirdLast = secondLast;
      secondLast = last;
      last = at;
      labels++;
    }
    if (labels == 0) {
      return apex(zone, question);
    }
    if (labels > 1 && LabelRun.isAt(question, last, SVC) && !zone.isReverse()) {
      if (!index.hasNamespace(question, secondLast)) {
        return NO_NAME;
      }
      return labels == 2 ? NO_DATA : services.find(zone, question, thirdLast, last, labels - 3);
    }
    return other(zone, question, labels, last, secondLast);
  }

  private Finding apex(ServedZone zone, Question question) {
    return switch (question.type()) {
      case Type.SOA -> new Finding.Answer(zone.authority(question));
      case Type.NS -> servers.servers(zone, question);
      default -> NO_DATA;
    };
  }

  private Finding other(ServedZone zone, Question question, int labels, int last, int secondLast) {
    if (labels == 1 && LabelRun.isAt(question, 0, DNS_VERSION)) {
      return question.type() == Type.TXT ? AnswerCompiler.version(question) : NO_DATA;
    }
    if (LabelRun.isAt(question, last, DNS)) {
      if (labels == 1) {
        return NO_DATA;
      }
      return labels == 2 && LabelRun.isAt(question, 0, NS) ? servers.addresses(question) : NO_NAME;
    }
    if (zone.isReverse()) {
      return reverse.find(question);
    }
    if (labels == 1) {
      boolean isStep = LabelRun.isAt(question, 0, SVC) || LabelRun.isAt(question, 0, POD);
      return isStep ? NO_DATA : NO_NAME;
    }
    return hasPods && LabelRun.isAt(question, last, POD) && index.hasNamespace(question, secondLast)
        ? pod(question, labels, secondLast)
        : NO_NAME;
  }

  private Finding pod(Question question, int labels, int namespace) {
    return switch (labels) {
      case 2 -> NO_DATA;
      case 3 -> pods.find(question, namespace);
      default -> NO_NAME;
    };
  }
}
