// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.Type;

/** Rules about names that stand for others. */
final class AliasRules {
  private static final int LONGEST_CHAIN = 11;
  private static final int DEEPEST = 8;

  private AliasRules() {}

  /** Where several endpoints are names, CoreDNS gives one at random. */
  static Answer oneName(Case asked, Answer theirs) throws IOException {
    Set<String> ours = asked.ours().answer();
    boolean isMeant = asked.isType(Type.CNAME) && theirs.rcode().equals("NOERROR");
    return isMeant
            && ours.size() == 1
            && aliases(asked, asked.query().lowerName()).containsAll(ours)
        ? theirs.withSaid(asked.answer(ours))
        : theirs;
  }

  /** Where endpoints are names and addresses, CoreDNS has CNAME records beside others. */
  static Answer nameBesideAddress(Case asked, Answer theirs) throws IOException {
    Set<String> addresses = besideAlias(asked);
    if (addresses.isEmpty()) {
      return theirs;
    }
    String type = " " + Type.string(asked.query().type()).toLowerCase(Locale.ROOT) + " ";
    addresses.removeIf(record -> !record.contains(type));
    return switch (asked.query().type()) {
      case Type.A, Type.AAAA, Type.CNAME ->
          theirs.withSaid(addresses.isEmpty() ? asked.noData() : asked.answer(addresses));
      default -> theirs;
    };
  }

  /** The address records at a name of the cluster that has CNAME records, too. */
  private static Set<String> besideAlias(Case asked) throws IOException {
    String name = asked.query().lowerName();
    Set<String> addresses = new TreeSet<>();
    if (alias(asked, name).isPresent() && !isAliasOfPorts(asked, name)) {
      for (int type : new int[] {Type.A, Type.AAAA}) {
        String own =
            "%s %d %s "
                .formatted(name, asked.variant().ttl(), Type.string(type))
                .toLowerCase(Locale.ROOT);
        asked.ask(name, type).answer().stream()
            .filter(record -> record.startsWith(own))
            .forEach(addresses::add);
      }
    }
    return addresses;
  }

  /**
   * Whether a name is {@code _._.SERVICE}, and only names have ports there: to CoreDNS addresses
   * without any are beside them.
   */
  private static boolean isAliasOfPorts(Case asked, String name) throws IOException {
    return name.startsWith("_._.")
        && aliases(asked, name).stream().anyMatch(asked.ours().answer()::contains);
  }

  /** The chain of names, and what its last one has, as the response code says. */
  static Answer chain(Case asked, Answer theirs) throws IOException {
    String name = asked.query().lowerName();
    boolean isAddress = asked.isType(Type.A) || asked.isType(Type.AAAA);
    boolean isMeant = isAddress && theirs.rcode().equals("NOERROR") && theirs.is("aa");
    return isMeant && alias(asked, name).isPresent() && besideAlias(asked).isEmpty()
        ? theirs.withSaid(follow(asked, name, DEEPEST))
        : theirs;
  }

  /** What there is at a name in one of the zones, as far as that leads. */
  private static Answer follow(Case asked, String first, int depth) throws IOException {
    if (depth == 0) {
      return asked.answer(Set.of()).withRcode("SERVFAIL");
    }
    String zone = asked.zoneOf(first);
    Map<String, String> chain = new LinkedHashMap<>(); // records by their targets
    String name = first;
    for (Optional<String> next = alias(asked, name); next.isPresent(); next = alias(asked, name)) {
      name = next.get().substring(next.get().lastIndexOf(' ') + 1);
      boolean isLoop = name.equals(first) || chain.put(name, next.get()) != null;
      if (isLoop || chain.size() > LONGEST_CHAIN) {
        return asked.answer(Set.of()).withAuthority(Set.of(asked.soa(zone)));
      }
      if (!asked.zoneOf(name).equals(zone)) {
        Answer elsewhere =
            asked.zoneOf(name).isEmpty()
                ? asked.ask(name, asked.query().type())
                : follow(asked, name, depth - 1);
        return join(asked, chain, elsewhere, elsewhere.authority());
      }
    }
    Answer last = asked.ask(name, asked.query().type());
    boolean isNegative = last.answer().isEmpty();
    Set<String> authority = isNegative ? Set.of(asked.soa(zone)) : Set.of();
    return join(asked, chain, last, authority);
  }

  private static Optional<String> alias(Case asked, String name) throws IOException {
    Set<String> aliases = aliases(asked, name);
    return aliases.stream()
        .filter(asked.ours().answer()::contains)
        .findFirst()
        .or(() -> aliases.stream().findFirst());
  }

  /** All CNAME records at a name of the cluster. */
  private static Set<String> aliases(Case asked, String name) throws IOException {
    Set<String> aliases = new TreeSet<>();
    if (!asked.zoneOf(name).isEmpty()) {
      for (int type : new int[] {Type.CNAME, Type.A, Type.AAAA}) {
        asked.ask(name, type).answer().stream()
            .filter(record -> record.startsWith(name + " ") && record.contains(" cname "))
            .filter(record -> !record.endsWith(ServerRules.NOTHING))
            .forEach(aliases::add);
      }
    }
    return aliases;
  }

  /** The chain with what lies behind it. */
  private static Answer join(
      Case asked, Map<String, String> chain, Answer last, Set<String> authority) {
    Set<String> answer = new TreeSet<>(chain.values());
    answer.addAll(last.answer());
    return switch (last.rcode()) {
      case "NOERROR", "NXDOMAIN" ->
          asked.answer(answer).withRcode(last.rcode()).withAuthority(authority);
      default -> asked.answer(answer).withRcode("SERVFAIL");
    };
  }
}
