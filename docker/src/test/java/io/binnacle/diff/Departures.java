// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The kinds of differences that are meant, and the reasons why. */
final class Departures {
  private static final String KUBERNETES =
      "plugins/kubernetes/src/main/java/io/binnacle/plugins/kubernetes/README.md";
  private static final String SERVER = "server/src/main/java/io/binnacle/server/README.md";

  private Departures() {}

  /** What CoreDNS would have answered, if only this were not a departure from it. */
  @FunctionalInterface
  interface Rule {
    Answer apply(Case asked, Answer theirs) throws IOException;
  }

  /**
   * A kind of difference.
   *
   * @param readme where it is written down
   * @param row how its row begins there, in the table "Departures from CoreDNS"
   * @param rule how an answer of CoreDNS has to be changed to be one of Binnacle
   */
  record Departure(String kind, String readme, String row, Rule rule) {}

  /** Names are compared without regard to case, hence no rule. */
  static final Departure LETTERS =
      kubernetes("letters", "targets of SRV repeat the question's letters", (_, theirs) -> theirs);

  /** All others, in the order in which they are applied. */
  static final List<Departure> ALL =
      List.of(
          kubernetes("silence", "PTR ignores `namespace_labels`", RecordRules::silence),
          server("class", "all classes are let through", NameRules::otherClass),
          server(
              "tc",
              "TC is set when only additional records were left out",
              RecordRules::truncation),
          server(
              "datagram",
              "UDP responses are as long as the client allows",
              RecordRules::largestDatagram),
          server("badvers", "BADVERS comes without the DO bit", RecordRules::badVersion),
          kubernetes("soa", "SOA below the apex", NameRules::soa),
          kubernetes(
              "case", "NS at the apex is NODATA, `ns.dns` NXDOMAIN, unless", NameRules::letterCase),
          kubernetes(
              "ipv6", "IPv6 labels must be spelled as in the object", NameRules::ipv6Spelling),
          kubernetes(
              "reverse-labels", "labels before a reverse name", NameRules::labelsBeforeAddress),
          kubernetes("any-port", "`_._.SERVICE…` is the service", NameRules::anyPort),
          kubernetes("pod-labels", "any labels before a pod's name", NameRules::labelsBeforePod),
          kubernetes("pod-dash", "labels of pods that end with a dash", NameRules::dashBehindPod),
          kubernetes("pod-srv", "SRV at a pod's name", RecordRules::podPort),
          kubernetes("pod-dual", "names of dual-stack pods", NameRules::dualStackPod),
          kubernetes(
              "reverse-svc",
              "`svc.ZONE` and what is below exist in reverse zones",
              NameRules::serviceInReverseZone),
          kubernetes("import", "an imported service without ports", NameRules::importWithoutPorts),
          kubernetes("ptr", "PTR ignores `namespace_labels`", RecordRules::pointers),
          kubernetes("txt", "TXT at the apex", NameRules::ownNames),
          kubernetes("steps", "`dns.ZONE`, `_tcp.SERVICE…`", NameRules::steps),
          kubernetes("reverse-types", "other types at a reverse name", NameRules::reverseTypes),
          kubernetes(
              "link-local", "with `bind`, the zone has no name servers", ServerRules::linkLocal),
          kubernetes(
              "server-zone", "name servers of reverse and multicluster zones", ServerRules::home),
          kubernetes("server", "slices of no service", ServerRules::hidden),
          kubernetes("aliases-beside", "several names as endpoints", AliasRules::nameBesideAddress),
          kubernetes("alias", "ExternalName to a name that does not exist", AliasRules::chain),
          kubernetes("aliases", "several names as endpoints", AliasRules::oneName),
          kubernetes("weights", "SRV weights", RecordRules::weights));

  private static Departure kubernetes(String kind, String row, Rule rule) {
    return new Departure(kind, KUBERNETES, row, rule);
  }

  private static Departure server(String kind, String row, Rule rule) {
    return new Departure(kind, SERVER, row, rule);
  }

  /**
   * What is left of a difference.
   *
   * @param kinds the departures that have a part in it
   * @param theirs what CoreDNS would have said without them
   */
  record Explanation(List<String> kinds, Answer theirs) {}

  /** Explains a difference, as far as that goes. */
  static Explanation explain(Case asked) throws IOException {
    List<String> kinds = new ArrayList<>();
    Answer theirs = asked.theirs().lowerCased();
    if (theirs.equals(asked.ours())) {
      return new Explanation(List.of(LETTERS.kind()), theirs);
    }
    for (Departure departure : ALL) {
      if (theirs.equals(asked.ours())) {
        break;
      }
      Answer after = departure.rule().apply(asked, theirs);
      if (!after.equals(theirs)) {
        kinds.add(departure.kind());
        theirs = after;
      }
    }
    return new Explanation(kinds, theirs);
  }
}
