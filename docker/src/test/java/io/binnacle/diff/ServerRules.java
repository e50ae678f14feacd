// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.testing.DnsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Type;

/** Rules about the name servers of zones. */
final class ServerRules {
  /** The end of a record made from an address that is none. */
  static final String NOTHING = " <nil>.";

  private ServerRules() {}

  private static boolean isApex(Case asked) {
    return asked.isType(Type.NS) && !asked.zone().isEmpty() && asked.labels().isEmpty();
  }

  private static boolean isAboutServers(Case asked) {
    return isApex(asked) || asked.labels().equals(List.of("ns", "dns"));
  }

  /** Nobody elsewhere can use them. */
  static Answer linkLocal(Case asked, Answer theirs) {
    return isAboutServers(asked)
        ? theirs.withoutRecords(record -> record.contains(" fe80:"))
        : theirs;
  }

  static Answer home(Case asked, Answer theirs) {
    return isApex(asked)
        ? theirs.map(record -> record.replace(".svc." + asked.zone(), ".svc." + asked.home()))
        : theirs;
  }

  /** Services that do not exist, or that are not shown, give no name servers. */
  static Answer hidden(Case asked, Answer theirs) throws IOException {
    if (!isAboutServers(asked) || !Set.of("NOERROR", "SERVFAIL").contains(theirs.rcode())) {
      return theirs;
    }
    Answer all = linkLocal(asked, servers(asked));
    Set<String> shown = new TreeSet<>();
    for (String record : all.answer()) {
      String server = record.substring(record.lastIndexOf(' ') + 1);
      if (asked.exists(server)) {
        shown.add(server);
      }
    }
    Answer right = shown.isEmpty() ? itself(asked) : all.withoutRecords(r -> !names(r, shown));
    String ownServer = "ns.dns." + asked.home();
    Answer here = right.map(record -> record.replace(ownServer, "ns.dns." + asked.zone()));
    return isApex(asked) ? theirs.withSaid(apex(asked, here)) : addresses(asked, theirs, here);
  }

  /** The name servers, as CoreDNS has them; where it fails, as Binnacle has them. */
  private static Answer servers(Case asked) throws IOException {
    Answer theirs = asked.ask(asked.home(), Type.NS);
    return theirs.rcode().equals("NOERROR")
        ? theirs
        : asked.binnacle().ask(new Query(DnsClient.query(asked.home(), Type.NS))).lowerCased();
  }

  private static boolean names(String record, Set<String> servers) {
    return servers.stream().anyMatch(s -> record.startsWith(s + " ") || record.endsWith(" " + s));
  }

  /** This server, by its own name. */
  private static Answer itself(Case asked) throws IOException {
    String server = "ns.dns." + asked.home();
    Set<String> addresses = new TreeSet<>();
    for (String address : Addresses.ofMachine()) {
      String type = address.contains(":") ? "aaaa" : "a";
      String data = InetAddress.ofLiteral(address).getHostAddress();
      addresses.add("%s %d %s %s".formatted(server, asked.variant().ttl(), type, data));
    }
    return asked.answer(Type.NS, server).withAdditional(addresses);
  }

  private static Answer apex(Case asked, Answer right) {
    String owner = asked.zone();
    return right.withAnswer(
        right.answer().stream()
            .map(record -> owner + record.substring(record.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Answer addresses(Case asked, Answer theirs, Answer right) {
    String type = " " + Type.string(asked.query().type()).toLowerCase(Locale.ROOT) + " ";
    Set<String> addresses =
        right.additional().stream()
            .filter(record -> record.contains(type))
            .map(record -> asked.query().lowerName() + record.substring(record.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
    return theirs.withSaid(addresses.isEmpty() ? asked.noData() : asked.answer(addresses));
  }
}
