// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The part of an answer section that answers the question: the records of the name asked, and where
 * that is an alias, of the names that it leads to. Whatever else an upstream puts there is nobody's
 * business (A16).
 *
 * <p><i>Immutable.</i>
 *
 * @param records the records, in the order in which they came
 * @param end the name at the end of the aliases
 * @param answers whether there is a record of the type asked at the end
 * @param isBroken whether the aliases lead in a circle, or a name has two of them
 */
record AnswerChain(List<Record> records, Name end, boolean answers, boolean isBroken) {
  AnswerChain {
    records = List.copyOf(records);
  }

  /** The chain that leads from a question through an answer section, in time linear in its size. */
  static AnswerChain of(Record question, List<Record> section) {
    boolean follows = question.getType() != Type.CNAME && question.getType() != Type.ANY;
    Map<Name, Name> aliases = new HashMap<>();
    boolean isBroken = false;
    for (Record record : section) {
      if (follows && record instanceof CNAMERecord alias) {
        Name other = aliases.put(alias.getName(), alias.getTarget());
        isBroken |= other != null && !other.equals(alias.getTarget());
      }
    }
    Set<Name> names = new LinkedHashSet<>();
    Name end = question.getName();
    Name next = end;
    while (next != null && names.add(next)) {
      end = next;
      next = aliases.get(end);
    }
    isBroken |= next != null;

    Set<Name> above = parents(names, section);
    List<Record> records = new ArrayList<>();
    boolean answers = false;
    for (Record record : section) {
      if (record.getDClass() == question.getDClass() && isOf(record, question, names, above)) {
        records.add(record);
        answers |=
            record.getName().equals(end)
                && (question.getType() == Type.ANY || record.getType() == question.getType());
      }
    }
    return new AnswerChain(records, end, answers, isBroken);
  }

  /** The owners of DNAME records that lie above one of these names. */
  private static Set<Name> parents(Set<Name> names, List<Record> section) {
    Set<Name> owners = new HashSet<>();
    section.stream()
        .filter(DNAMERecord.class::isInstance)
        .forEach(record -> owners.add(record.getName()));
    Set<Name> parents = new HashSet<>();
    if (!owners.isEmpty()) {
      for (Name name : names) {
        for (int labels = 1; labels < name.labels(); labels++) {
          Name parent = new Name(name, labels);
          if (owners.contains(parent)) {
            parents.add(parent);
          }
        }
      }
    }
    return parents;
  }

  private static boolean isOf(Record record, Record question, Set<Name> names, Set<Name> above) {
    int type = record instanceof RRSIGRecord it ? it.getTypeCovered() : record.getType();
    if (type == Type.DNAME && above.contains(record.getName())) {
      return true;
    }
    return names.contains(record.getName())
        && (type == question.getType()
            || type == Type.CNAME
            || record.getType() == question.getType()
            || question.getType() == Type.ANY);
  }
}
