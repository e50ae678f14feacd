// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What a server said, as far as it is compared: sections as sets, without the serials of zones,
 * which are each server's own.
 *
 * <p><i>Immutable.</i>
 *
 * @param edns the version and flags of the OPT record; empty without one
 */
record Answer(
    String rcode,
    Set<String> flags,
    Set<String> answer,
    Set<String> authority,
    Set<String> additional,
    String edns) {
  /** Not a flag of the message compared, but of the one by UDP for which it stands. */
  static final String TRUNCATED = "truncated by UDP";

  /** Likewise, but nothing in the message by UDP says so. */
  static final String CUT = "cut by UDP";

  /** There was none. */
  static final Answer NONE = new Answer("none", Set.of(), Set.of(), Set.of(), Set.of(), "");

  static Answer of(byte[] message) throws IOException {
    Message response = new Message(message);
    return new Answer(
        Rcode.string(response.getRcode()),
        flags(response.getHeader()),
        records(response, Section.ANSWER),
        records(response, Section.AUTHORITY),
        records(response, Section.ADDITIONAL),
        edns(response.getOPT()));
  }

  /** What is compared of an OPT record. */
  static String edns(@Nullable OPTRecord opt) {
    return opt == null ? "" : "version 0 flags %x".formatted(opt.getFlags());
  }

  private static Set<String> flags(Header header) {
    Set<String> flags = new TreeSet<>();
    for (int flag = 0; flag < 16; flag++) {
      if (Flags.isFlag(flag) && header.getFlag(flag)) {
        flags.add(Flags.string(flag));
      }
    }
    return flags;
  }

  private static Set<String> records(Message message, int section) {
    return message.getSection(section).stream()
        .filter(record -> record.getType() != Type.OPT)
        .map(Answer::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(Record record) {
    String data =
        record instanceof SOARecord soa
            ? "%s %s <serial> %d %d %d %d"
                .formatted(
                    soa.getHost(),
                    soa.getAdmin(),
                    soa.getRefresh(),
                    soa.getRetry(),
                    soa.getExpire(),
                    soa.getMinimum())
            : record.rdataToString();
    return "%s %d %s %s"
        .formatted(record.getName(), record.getTTL(), Type.string(record.getType()), data);
  }

  boolean is(String flag) {
    return flags.contains(flag);
  }

  /** Whether answer and authority are those of the other one. */
  boolean hasAnswerOf(Answer other) {
    return answer.equals(other.answer) && authority.equals(other.authority);
  }

  /** Whether it is a success without records. */
  boolean isNoData() {
    return rcode.equals("NOERROR") && answer.isEmpty();
  }

  boolean isNxdomain() {
    return rcode.equals("NXDOMAIN");
  }

  Answer withRcode(String otherRcode) {
    return new Answer(otherRcode, flags, answer, authority, additional, edns);
  }

  Answer withoutRecords() {
    return new Answer(rcode, flags, Set.of(), Set.of(), Set.of(), edns);
  }

  /** Without the records of which this is so. */
  Answer withoutRecords(Predicate<String> isUnwanted) {
    return new Answer(
        rcode,
        flags,
        without(answer, isUnwanted),
        without(authority, isUnwanted),
        without(additional, isUnwanted),
        edns);
  }

  private static Set<String> without(Set<String> records, Predicate<String> isUnwanted) {
    return records.stream()
        .filter(isUnwanted.negate())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Answer withAuthority(Set<String> other) {
    return new Answer(rcode, flags, answer, other, additional, edns);
  }

  Answer withAdditional(Set<String> other) {
    return new Answer(rcode, flags, answer, authority, other, edns);
  }

  Answer withAnswer(Set<String> other) {
    return new Answer(rcode, flags, other, authority, additional, edns);
  }

  Answer withEdns(String other) {
    return new Answer(rcode, flags, answer, authority, additional, other);
  }

  /** With all that another answer says, though not with what it repeats of its question. */
  Answer withSaid(Answer other) {
    Set<String> said = new TreeSet<>(flags);
    for (String flag : List.of("aa", "ra")) {
      said.remove(flag);
      if (other.is(flag)) {
        said.add(flag);
      }
    }
    return new Answer(other.rcode, said, other.answer, other.authority, other.additional, edns);
  }

  Answer withFlag(String flag) {
    Set<String> more = new TreeSet<>(flags);
    more.add(flag);
    return new Answer(rcode, more, answer, authority, additional, edns);
  }

  Answer without(String flag) {
    Set<String> fewer = new TreeSet<>(flags);
    fewer.remove(flag);
    return new Answer(rcode, fewer, answer, authority, additional, edns);
  }

  /** With each record changed like this. */
  Answer map(UnaryOperator<String> change) {
    return new Answer(
        rcode, flags, map(answer, change), map(authority, change), map(additional, change), edns);
  }

  private static Set<String> map(Set<String> records, UnaryOperator<String> change) {
    return records.stream().map(change).collect(Collectors.toCollection(TreeSet::new));
  }

  /** With all names in lower case. */
  Answer lowerCased() {
    return map(record -> record.toLowerCase(Locale.ROOT));
  }

  /** All that it says, a line for each thing. */
  List<String> lines() {
    TreeSet<String> lines = new TreeSet<>();
    lines.add("1 " + rcode + " " + flags + (edns.isEmpty() ? "" : " EDNS " + edns));
    answer.forEach(record -> lines.add("2 answer " + record));
    authority.forEach(record -> lines.add("3 authority " + record));
    additional.forEach(record -> lines.add("4 additional " + record));
    return lines.stream().map(line -> line.substring(2)).toList();
  }
}
