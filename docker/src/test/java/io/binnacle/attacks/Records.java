// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import io.binnacle.testing.Queries;
import java.io.IOException;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Records as text, and back. */
final class Records {
  private Records() {}

  /** A record as in a zone file: owner, TTL, type, RDATA. */
  static Record record(String text) {
    String[] fields = text.split(" +", 4);
    try {
      return Record.fromString(
          Queries.name(fields[0]),
          Type.value(fields[2]),
          DClass.IN,
          Long.parseLong(fields[1]),
          fields[3],
          Name.root);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** Adds records to a section of a response; returns the response. */
  static Message with(Message response, int section, String... records) {
    for (String each : records) {
      response.addRecord(record(each), section);
    }
    return response;
  }

  /** The data of the records that answer. */
  static List<String> answers(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }
}
