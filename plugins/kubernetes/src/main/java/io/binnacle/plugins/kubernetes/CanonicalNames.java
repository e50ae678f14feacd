// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.kubernetes.records.Finding;
import io.binnacle.plugins.kubernetes.records.Finding.Absence;
import io.binnacle.plugins.kubernetes.records.ServedZone;
import io.binnacle.plugins.kubernetes.records.ZoneNames;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers for names that stand for other names: those of ExternalName services, and of load
 * balancers that have names for addresses.
 *
 * <p>A target in the zone of the question is looked up here; any other by asking this very server.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class CanonicalNames {
  private static final int AUTHORITATIVE = 0x8000 >>> Flags.AA;
  private static final ExtendedError CIRCLE =
      new ExtendedError(ExtendedError.OTHER, "the names lead in a circle, or too far");
  private static final int TRUNCATED = 0x8000 >>> Flags.TC;

  /** As many names one behind the other as are followed. */
  private static final int LONGEST_CHAIN = 11;

  private final ZoneTable<ServedZone> zones;
  private final ZoneNames names;
  private final Chain server;
  private final int ttl;

  CanonicalNames(ZoneTable<ServedZone> zones, ZoneNames names, Chain server, int ttl) {
    this.zones = zones;
    this.names = names;
    this.server = server;
    this.ttl = ttl;
  }

  /** The answer to a query whose name, in this zone, stands for another one. */
  Reply answer(Query query, ServedZone zone, Finding.Alias alias) {
    return switch (query.type()) {
      case Type.CNAME -> response(chain(query, List.of(alias.target())), Rcode.NOERROR, 0);
      case Type.A, Type.AAAA -> follow(query, zone, alias);
      default -> zone.negative(query.question(), Absence.NO_DATA);
    };
  }

  private Reply follow(Query query, ServedZone zone, Finding.Alias first) {
    Set<Name> chain = new LinkedHashSet<>();
    Question next = query.question();
    Finding found = first;
    while (found instanceof Finding.Alias(Name target)) {
      boolean isLoop = target.equals(query.name()) || !chain.add(target);
      if (isLoop || chain.size() > LONGEST_CHAIN) {
        return zone.negative(query.question(), Absence.NO_DATA).withExtendedError(CIRCLE);
      }
      next = Question.of(target, query.type(), DClass.IN);
      if (zones.longestMatch(next) != zone) {
        return elsewhere(query, chain, next);
      }
      found = names.find(zone, next);
    }
    return switch (found) {
      case Finding.Answer(WireResponse response) -> found(query, chain, response.message(next));
      case Absence absence ->
          switch (absence) {
            case NO_NAME -> missing(query, chain, zone, Rcode.NXDOMAIN);
            case NO_DATA -> missing(query, chain, zone, Rcode.NOERROR);
            case NOT_YET -> zone.negative(query.question(), absence);
          };
      case Finding.Alias _, Finding.Partial _ -> throw new AssertionError("no addresses: " + found);
    };
  }

  private WireResponse found(Query query, Set<Name> chain, Message target) {
    ResponseBuilder builder = chain(query, chain);
    target.getSection(Section.ANSWER).forEach(builder::record);
    return response(builder, Rcode.NOERROR, 0);
  }

  /** RFC 6604, section 3: the response code is that of the last name of the chain. */
  private WireResponse missing(Query query, Set<Name> chain, ServedZone zone, int rcode) {
    ResponseBuilder builder = chain(query, chain);
    zone.addAuthority(builder);
    return response(builder, rcode, 0);
  }

  private Later elsewhere(Query query, Set<Name> chain, Question last) {
    return new Later(
        server
            .run(query.lookup(last.name(), last.type()))
            .thenApply(response -> join(query, chain, last, response)));
  }

  private Response join(Query query, Set<Name> chain, Question last, Response response) {
    Message target = response.message(last);
    ResponseBuilder builder = chain(query, chain);
    target.getSection(Section.ANSWER).forEach(builder::record);
    if (target.getSection(Section.ANSWER).stream().noneMatch(r -> r.getType() == last.type())) {
      // RFC 2308, section 2.1: the authority of the last name says how long it is missing
      builder.authority();
      target.getSection(Section.AUTHORITY).stream()
          .filter(record -> record.getType() == Type.SOA)
          .forEach(builder::record);
    }
    WireResponse joined = response(builder, rcode(response), response.flags() & TRUNCATED);
    ExtendedError reason = response.extendedError();
    return reason == null ? joined : joined.withExtendedError(reason);
  }

  private static int rcode(Response response) {
    return switch (response.rcode()) {
      case Rcode.NOERROR, Rcode.NXDOMAIN -> response.rcode();
      case Rcode.REFUSED -> Rcode.NOERROR; // nobody here knows that name: the alias is all there is
      default -> Rcode.SERVFAIL;
    };
  }

  /** The names that lead from the query's name to the last of the chain. */
  private ResponseBuilder chain(Query query, Collection<Name> chain) {
    ResponseBuilder builder = ResponseBuilder.of(query.question());
    for (Name name : chain) {
      byte[] wire = WireName.wire(name);
      builder.cname(ttl, wire).owner(wire);
    }
    return builder;
  }

  private static WireResponse response(ResponseBuilder builder, int rcode, int flags) {
    return WireResponse.of(builder.build(), rcode, flags | AUTHORITATIVE).live();
  }
}
