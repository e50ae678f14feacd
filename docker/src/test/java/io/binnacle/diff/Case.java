// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.diff.KubeObject.ImportObject;
import io.binnacle.diff.KubeObject.ServiceObject;
import io.binnacle.diff.KubeObject.SliceObject;
import io.binnacle.testing.DnsClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A question to which the two servers said different things, and what rules about that may want to
 * know.
 *
 * <p><i>Confined to one thread.</i>
 *
 * @param theirs the answer of CoreDNS
 * @param ours the answer of Binnacle, in lower case
 * @param objects the cluster
 * @param coreDns to ask it other questions
 * @param binnacle likewise
 */
record Case(
    Variant variant,
    Query query,
    Answer theirs,
    Answer ours,
    List<KubeObject> objects,
    Asker coreDns,
    Asker binnacle) {
  private static final String NO_ZONE = "";
  private static final int LONGEST = 0xffff;

  /** The zone that the name is in, with a dot at its end; empty for none. */
  String zone() {
    return zoneOf(query.lowerName());
  }

  /** The same for another name. */
  String zoneOf(String name) {
    return variant.zoneNames().stream()
        .filter(zone -> isIn(name, zone))
        .max(Comparator.comparingInt(String::length))
        .orElse(NO_ZONE);
  }

  /** Whether a name is in a zone, both with dots at their ends. */
  static boolean isIn(String name, String zone) {
    return name.equals(zone) || name.endsWith("." + zone);
  }

  /** The zone that reverse names and name servers lead to. */
  String home() {
    return variant.forwardZones().getFirst() + ".";
  }

  boolean isReverse() {
    return zone().endsWith(".arpa.");
  }

  /** The labels in front of the zone; none where there is no zone. */
  List<String> labels() {
    String zone = zone();
    String name = query.lowerName();
    return zone.isEmpty() || name.equals(zone)
        ? List.of()
        : List.of(name.substring(0, name.length() - zone.length() - 1).split("\\."));
  }

  /** The label at this place from the right, from 0; empty if there are fewer. */
  String labelFromRight(int place) {
    List<String> labels = labels();
    return place < labels.size() ? labels.get(labels.size() - 1 - place) : "";
  }

  boolean isType(int type) {
    return query.type() == type;
  }

  /** What CoreDNS says to another question. */
  Answer ask(String name, int type) throws IOException {
    Message message = DnsClient.query(name, type);
    message.addRecord(new OPTRecord(LONGEST, 0, 0), Section.ADDITIONAL);
    return coreDns.ask(new Query(message)).lowerCased();
  }

  /** The same question for another name, whose own records come back with the name asked. */
  Answer askLike(String name) throws IOException {
    int type = isType(Type.SOA) ? Type.HINFO : query.type(); // SOA is not looked up
    Answer other = ask(name, type);
    Set<String> answer = new TreeSet<>();
    for (String record : other.answer()) {
      boolean isOwned = record.startsWith(name + " ");
      answer.add(isOwned ? query.lowerName() + record.substring(name.length()) : record);
    }
    return other.withAnswer(answer);
  }

  /** Whether CoreDNS has any records or names below at this name. */
  boolean exists(String name) throws IOException {
    return ask(name, Type.HINFO).rcode().equals("NOERROR");
  }

  /** Whether, for CoreDNS, a name has this address. */
  boolean hasAddress(String name, InetAddress address) throws IOException {
    int type = address instanceof Inet4Address ? Type.A : Type.AAAA;
    for (String spelled : spellings(name)) {
      for (String record : ask(spelled, type).answer()) {
        String data = record.substring(record.lastIndexOf(' ') + 1);
        if (address.equals(InetAddress.ofLiteral(data))) {
          return true;
        }
      }
    }
    return false;
  }

  /** A name whose first label may be an address, in all spellings that objects have for that. */
  Set<String> spellings(String name) {
    int dot = name.indexOf('.');
    Set<String> spellings = new LinkedHashSet<>(Set.of(name));
    Addresses.of(name.substring(0, dot))
        .filter(Inet6Address.class::isInstance)
        .ifPresent(
            address ->
                objects.stream()
                    .flatMap(Addresses::in)
                    .filter(text -> InetAddress.ofLiteral(text).equals(address))
                    .flatMap(text -> Stream.of(Addresses.dashed(text), Addresses.bare(text)))
                    .map(label -> label + name.substring(dot))
                    .forEach(spellings::add));
    return spellings;
  }

  /**
   * Whether names lead to an address and back: PTR records of either server to names of CoreDNS.
   */
  boolean hasPointers(InetAddress address) throws IOException {
    Query pointers =
        new Query(DnsClient.query(ReverseMap.fromAddress(address).toString(), Type.PTR));
    for (Asker server : List.of(coreDns, binnacle)) {
      for (String record : server.ask(pointers).answer()) {
        if (hasAddress(record.substring(record.lastIndexOf(' ') + 1), address)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The import of which it is a name, with the labels that lie before. */
  Optional<ImportObject> imported() {
    return zone().equals(Variant.CLUSTER_SET + ".")
        ? objects.stream()
            .filter(ImportObject.class::isInstance)
            .map(ImportObject.class::cast)
            .filter(each -> each.namespace().equals(labelFromRight(1)))
            .filter(each -> each.name().equals(labelFromRight(2)))
            .findFirst()
        : Optional.empty();
  }

  /** Whether the service that the name is one of, or lies below, has ports. */
  boolean hasPorts() throws IOException {
    List<String> labels = labels();
    List<String> service = labels.subList(Math.max(0, labels.size() - 3), labels.size());
    return !ask(String.join(".", service) + "." + zone(), Type.SRV).answer().isEmpty()
        || objects.stream().anyMatch(this::hasNames);
  }

  /** Whether it is a slice of that service with ports of endpoints that are names. */
  private boolean hasNames(KubeObject object) {
    return object instanceof SliceObject slice
        && slice.addressType().equals("FQDN")
        && !slice.ports().isEmpty()
        && slice.namespace().equals(labelFromRight(1))
        && Questions.serviceOf(slice).equals(labelFromRight(2))
        && objects.stream().anyMatch(this::isHeadless);
  }

  private boolean isHeadless(KubeObject object) {
    return object instanceof ServiceObject service
        && service.isHeadless()
        && service.namespace().equals(labelFromRight(1))
        && service.name().equals(labelFromRight(2));
  }

  /** The address that the question's name stands for in a reverse zone. */
  Optional<InetAddress> reversed() {
    return isReverse() ? Optional.ofNullable(address()) : Optional.empty();
  }

  private @Nullable InetAddress address() {
    try {
      return ReverseMap.fromName(query.name());
    } catch (UnknownHostException _) {
      return null;
    }
  }

  /** A record of this type and no other. */
  Answer answer(int type, String data) {
    return answer(
        Set.of(
            "%s %d %s %s"
                .formatted(
                    query.lowerName(),
                    variant.ttl(),
                    Type.string(type).toLowerCase(Locale.ROOT),
                    data)));
  }

  /** These records. */
  Answer answer(Set<String> records) {
    return new Answer("NOERROR", flags("aa"), records, Set.of(), Set.of(), theirs.edns());
  }

  /** That the name exists and has no records of the type. */
  Answer noData() {
    return negative("NOERROR");
  }

  /** That the name does not exist; or what the upstream says to that, where it is asked. */
  Answer noName() {
    if (!fallsThrough()) {
      return negative("NXDOMAIN");
    }
    return new Answer(
        "NXDOMAIN",
        flags("ra"),
        Set.of(),
        Set.of(". 60 soa example.net. example.net. <serial> 60 60 60 60"),
        Set.of(),
        theirs.edns());
  }

  private boolean fallsThrough() {
    Predicate<String> hasName = zone -> isIn(query.lowerName(), zone + ".");
    return variant.options().stream()
        .filter(line -> line.startsWith("fallthrough"))
        .map(line -> List.of(line.split(" ")))
        .anyMatch(words -> words.size() == 1 || words.stream().skip(1).anyMatch(hasName));
  }

  private Answer negative(String rcode) {
    return new Answer(rcode, flags("aa"), Set.of(), Set.of(soa(zone())), Set.of(), theirs.edns());
  }

  /** The SOA record of a zone. */
  String soa(String zone) {
    int ttl = variant.ttl();
    return "%s %d soa ns.dns.%s hostmaster.%s <serial> 7200 1800 86400 %d"
        .formatted(zone, Math.min(ttl, 300), zone, zone, ttl);
  }

  private Set<String> flags(String own) {
    Set<String> flags = new TreeSet<>(Set.of("qr", own));
    for (int repeated : new int[] {Flags.RD, Flags.CD}) {
      if (query.message().getHeader().getFlag(repeated)) {
        flags.add(Flags.string(repeated));
      }
    }
    return flags;
  }
}
