// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Type;

/** Rules about which records names have. */
final class RecordRules {
  private static final int WHOLE_WEIGHT = 100;
  private static final Pattern WEIGHT = Pattern.compile("( srv 0) \\d+ ");

  /** What Binnacle sends by UDP. */
  private static final int LARGEST_DATAGRAM = 1232;

  private RecordRules() {}

  static Answer truncation(Case asked, Answer theirs) {
    return asked.ours().is(Answer.TRUNCATED) ? theirs : theirs.without(Answer.TRUNCATED);
  }

  static Answer largestDatagram(Case asked, Answer theirs) {
    OPTRecord opt = asked.query().message().getOPT();
    boolean isLonger = opt != null && opt.getPayloadSize() > LARGEST_DATAGRAM;
    return isLonger && asked.ours().is(Answer.TRUNCATED)
        ? theirs.withFlag(Answer.TRUNCATED)
        : theirs;
  }

  static Answer badVersion(Case asked, Answer theirs) {
    return theirs.rcode().equals("BADVERS") ? theirs.withEdns(asked.query().edns()) : theirs;
  }

  static Answer podPort(Case asked, Answer theirs) {
    boolean isPod = asked.labelFromRight(0).equals("pod") && asked.labels().size() == 3;
    return isPod && asked.isType(Type.SRV) && theirs.rcode().equals("NOERROR")
        ? theirs.withSaid(asked.noData())
        : theirs;
  }

  /** CoreDNS fails to write the names of endpoints of no service. */
  static Answer silence(Case asked, Answer theirs) {
    boolean isMeant = theirs.equals(Answer.NONE) && asked.isType(Type.PTR) && asked.isReverse();
    return isMeant ? asked.noName().withEdns(asked.query().edns()) : theirs;
  }

  /** All names that lead back to the address, and no others. */
  static Answer pointers(Case asked, Answer theirs) throws IOException {
    if (!asked.isType(Type.PTR) || asked.reversed().isEmpty()) {
      return theirs;
    }
    InetAddress address = asked.reversed().get();
    Set<String> right = new TreeSet<>();
    for (Set<String> pointers : List.of(theirs.answer(), asked.ours().answer())) {
      for (String pointer : pointers) {
        if (asked.hasAddress(pointer.substring(pointer.lastIndexOf(' ') + 1), address)) {
          right.add(pointer);
        }
      }
    }
    if (right.equals(theirs.answer())) {
      return theirs;
    }
    return right.isEmpty() ? theirs.withSaid(asked.noName()) : theirs.withSaid(asked.answer(right));
  }

  static Answer weights(Case asked, Answer theirs) {
    Set<String> places = new TreeSet<>();
    theirs.answer().forEach(record -> places.add(weighted(record, 0)));
    int weight = Math.max(1, WHOLE_WEIGHT / Math.max(1, places.size()));
    return theirs.withAnswer(
        theirs.answer().stream()
            .map(record -> weighted(record, weight))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String weighted(String record, int weight) {
    return WEIGHT.matcher(record).replaceFirst("$1 " + weight + " ");
  }
}
