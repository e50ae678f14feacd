// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.LiveZones;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.kubernetes.records.Finding;
import io.binnacle.plugins.kubernetes.records.Finding.Absence;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import io.binnacle.plugins.kubernetes.records.ZoneNames;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Answers for the names of some zones.
 *
 * <p>What is not known to exist is not denied before the cluster has been heard once: it is
 * SERVFAIL until then. Afterwards the last that was heard counts; while changes are not heard,
 * responses say that they may be stale.
 *
 * <p><i>Safe for use by many threads.</i> Allocates nothing for an answer that was given before,
 * nor for a name that does not exist.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8914#section-4.4">RFC 8914, section 4.4</a>
 */
final class ZoneHandler implements Handler, LiveZones {
  private static final Response NO_TRANSFER =
      Response.error(
          Rcode.REFUSED, new ExtendedError(ExtendedError.NOT_SUPPORTED, "zone transfers"));
  private static final String UNHEARD = "changes of the cluster are not heard";
  private static final ExtendedError STALE = new ExtendedError(ExtendedError.STALE_ANSWER, UNHEARD);
  private static final ExtendedError STALE_NXDOMAIN =
      new ExtendedError(ExtendedError.STALE_NXDOMAIN_ANSWER, UNHEARD);

  private final RecordIndex index;
  private final ZoneTable<ServedZone> zones;
  private final Zones live;
  private final ZoneTable<Boolean> fallthrough;
  private final ZoneNames names;
  private final CanonicalNames canonical;
  private final HostAddresses hosts;

  /**
   * A handler for these zones.
   *
   * @param index what the names are made of
   * @param fallthrough where names that do not exist are left to the next handler
   * @param names what names mean
   * @param server knows the names that lie elsewhere
   */
  ZoneHandler(
      RecordIndex index,
      Map<Name, ServedZone> served,
      Zones fallthrough,
      ZoneNames names,
      Chain server,
      int ttl) {
    this.index = index;
    this.zones = ZoneTable.of(served);
    this.live =
        new Zones(
            served.keySet().stream()
                .filter(zone -> fallthrough.names().stream().noneMatch(it -> overlap(it, zone)))
                .toList());
    this.fallthrough =
        ZoneTable.of(
            fallthrough.names().stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), zone -> true)));
    this.names = names;
    this.canonical = new CanonicalNames(zones, names, server, ttl);
    this.hosts = new HostAddresses(server);
  }

  private static boolean overlap(Name one, Name other) {
    return one.subdomain(other) || other.subdomain(one);
  }

  @Override
  public Zones liveZones() {
    return live;
  }

  @Override
  public Outcome handle(Query query) {
    Question question = query.question();
    ServedZone zone = zones.longestMatch(question);
    if (zone == null || question.dclass() != DClass.IN) {
      return Next.NEXT;
    }
    if (question.type() == Type.AXFR || question.type() == Type.IXFR) {
      return NO_TRANSFER;
    }
    Outcome outcome = answer(query, zone);
    return index.isStale() && outcome instanceof Response response ? stale(response) : outcome;
  }

  private Outcome answer(Query query, ServedZone zone) {
    Question question = query.question();
    return switch (names.find(zone, question)) {
      case Finding.Answer answer -> answer.response();
      case Finding.Partial partial -> hosts.complete(query, partial);
      case Finding.Alias alias -> canonical.answer(query, zone, alias);
      case Absence absence ->
          absence == Absence.NO_NAME && fallthrough.longestMatch(question) != null
              ? Next.NEXT
              : zone.negative(question, absence);
    };
  }

  private static Response stale(Response response) {
    return response.withExtendedError(response.rcode() == Rcode.NXDOMAIN ? STALE_NXDOMAIN : STALE);
  }
}
