// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.UpstreamQuestion;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What lies outside of the clusters: a few names in {@code example.net}, and no others. */
final class Upstream {
  private static final int TTL = 60;
  private static final Name ZONE = Name.fromConstantString("example.net.");
  private static final Name BROKEN = Name.fromConstantString("broken.example.net.");
  private static final Name WWW = Name.fromConstantString("www.example.net.");
  private static final Map<Name, List<Record>> RECORDS =
      Map.of(
          ZONE,
          List.of(),
          Name.fromConstantString("empty.example.net."),
          List.of(),
          WWW,
          List.of(
              new ARecord(WWW, DClass.IN, TTL, InetAddress.ofLiteral("192.0.2.80")),
              new AAAARecord(WWW, DClass.IN, TTL, InetAddress.ofLiteral("2001:db8::80"))));
  private static final Name ALIAS = Name.fromConstantString("alias.example.net.");

  private Upstream() {}

  static FakeUpstream start() {
    return FakeUpstream.start(Upstream::asked);
  }

  private static void asked(UpstreamQuestion question) {
    Message response = question.response();
    if (question.message().getHeader().getFlag(Flags.CD)) {
      response.getHeader().setFlag(Flags.CD);
    }
    Record asked = response.getQuestion();
    Name name = asked.getName();
    if (name.equals(BROKEN)) {
      response.getHeader().setRcode(Rcode.SERVFAIL);
    } else if (name.equals(ALIAS)) {
      response.addRecord(new CNAMERecord(name, DClass.IN, TTL, WWW), Section.ANSWER);
      if (asked.getType() != Type.CNAME) {
        answer(response, WWW, asked.getType());
      }
    } else {
      answer(response, name, asked.getType());
    }
    question.reply(response);
  }

  private static void answer(Message response, Name name, int type) {
    List<Record> records = RECORDS.get(name);
    if (records == null) {
      response.getHeader().setRcode(Rcode.NXDOMAIN);
    } else {
      records.stream()
          .filter(record -> record.getType() == type)
          .forEach(record -> response.addRecord(record, Section.ANSWER));
    }
    if (response.getSection(Section.ANSWER).stream().noneMatch(r -> r.getType() == type)) {
      Name zone = name.subdomain(ZONE) ? ZONE : Name.root;
      response.addRecord(
          new SOARecord(zone, DClass.IN, TTL, ZONE, ZONE, 1, TTL, TTL, TTL, TTL),
          Section.AUTHORITY);
    }
  }
}
