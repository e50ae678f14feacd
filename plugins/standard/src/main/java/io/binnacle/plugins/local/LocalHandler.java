// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.local;

import io.binnacle.dns.NameTable;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Answers for {@code localhost}, and for the reverse zones of addresses that mean the machine that
 * asks.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6303">RFC 6303</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761, section 6.3</a>
 */
final class LocalHandler implements Handler {
  private static final int TTL = 604_800; // a week
  private static final int SERIAL = 1;
  private static final int LOOPBACK = 0x7f000001;
  private static final int AUTHORITATIVE = 0x8000 >>> Flags.AA;
  private static final byte[] LOCALHOST = WireName.of("localhost");
  private static final byte[] MAILBOX = WireName.of("root.localhost");
  private static final String IPV6_LOOPBACK = "1." + "0.".repeat(31) + "ip6.arpa";
  private static final String IPV6_UNSPECIFIED = "0." + "0.".repeat(31) + "ip6.arpa";
  private static final Set<Integer> ADDRESSES = Set.of(Type.A, Type.AAAA);

  /** The apexes of the zones, by themselves. */
  private static final ZoneTable<byte[]> ZONES;

  /** The types of the records that names in the zones have. */
  private static final NameTable<Set<Integer>> TYPES = new NameTable<>();

  static {
    Map<Name, byte[]> zones = new LinkedHashMap<>();
    for (String zone :
        List.of(
            "localhost",
            "0.in-addr.arpa",
            "127.in-addr.arpa",
            "255.in-addr.arpa",
            IPV6_LOOPBACK,
            IPV6_UNSPECIFIED)) {
      byte[] apex = WireName.of(zone);
      zones.put(WireName.toName(apex), apex);
      TYPES.put(apex, Set.of(Type.SOA, Type.NS));
    }
    ZONES = ZoneTable.of(zones);
    TYPES.put(LOCALHOST, Set.of(Type.SOA, Type.NS, Type.A, Type.AAAA));
    TYPES.put(WireName.of(IPV6_LOOPBACK), Set.of(Type.SOA, Type.NS, Type.PTR));
    TYPES.put(WireName.of("1.0.0.127.in-addr.arpa"), Set.of(Type.PTR));
    TYPES.put(WireName.of("0.0.127.in-addr.arpa"), Set.of());
    TYPES.put(WireName.of("0.127.in-addr.arpa"), Set.of());
  }

  private final boolean hasPrefix;
  private final LocalMetrics metrics;

  /**
   * A handler.
   *
   * @param hasPrefix whether it answers for {@code localhost} with search domains behind it, too
   */
  LocalHandler(boolean hasPrefix, LocalMetrics metrics) {
    this.hasPrefix = hasPrefix;
    this.metrics = metrics;
  }

  @Override
  public Outcome handle(Query query) {
    Question question = query.question();
    byte[] zone = ZONES.longestMatch(question);
    if (zone != null) {
      return inZone(question, zone);
    }
    if (hasPrefix && beginsWithLocalhost(question)) {
      metrics.requests().inc();
      return ADDRESSES.contains(question.type())
          ? answer(question)
          : negative(ResponseBuilder.of(question), Rcode.NOERROR);
    }
    return Next.NEXT;
  }

  private Response inZone(Question question, byte[] zone) {
    Set<Integer> types = TYPES.get(question, 0, question.nameLength());
    if (types == null && question.isIn(LOCALHOST)) {
      metrics.requests().inc();
      types = ADDRESSES; // RFC 6761: all names in there are this machine
    }
    if (types != null && types.contains(question.type())) {
      return answer(question);
    }
    return negative(
        ResponseBuilder.inZone(zone, question.nameLength() - zone.length),
        types == null ? Rcode.NXDOMAIN : Rcode.NOERROR);
  }

  private static boolean beginsWithLocalhost(Question question) {
    int length = LOCALHOST.length - 1; // without the root label
    if (question.nameLength() < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (question.nameByte(i) != LOCALHOST[i]) {
        return false;
      }
    }
    return true;
  }

  private static Response answer(Question question) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    switch (question.type()) {
      case Type.A -> builder.a(TTL, LOOPBACK);
      case Type.AAAA -> builder.aaaa(TTL, 0, 1);
      case Type.PTR -> builder.ptr(TTL, LOCALHOST);
      case Type.NS -> builder.ns(TTL, LOCALHOST);
      case Type.SOA -> authority(builder);
      default -> throw new IllegalArgumentException("no such record: " + question);
    }
    return response(builder, Rcode.NOERROR);
  }

  private static Response negative(ResponseBuilder builder, int rcode) {
    return response(authority(builder.authority()), rcode);
  }

  private static ResponseBuilder authority(ResponseBuilder builder) {
    return builder.soa(TTL, LOCALHOST, MAILBOX, SERIAL, 0, 0, 0, TTL);
  }

  private static Response response(ResponseBuilder builder, int rcode) {
    return WireResponse.of(builder.build(), rcode, AUTHORITATIVE);
  }
}
