// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A whole server that rewrites, in front of an upstream. */
final class RewritingServer implements AutoCloseable {
  private final FakeUpstream upstream = FakeUpstream.start(Behaviour.answer("192.0.2.1"));
  private final TestServer server;

  /** One with these directives; its upstream answers with 192.0.2.1. */
  RewritingServer(String rules) {
    server =
        TestServer.start(
            """
            .:0 {
              metadata
              %s
              forward . %s
            }
            """,
            rules, upstream);
  }

  FakeUpstream upstream() {
    return upstream;
  }

  TestServer server() {
    return server;
  }

  Message ask(String name, int type) throws IOException {
    return server.ask(name, type);
  }

  /** From now on the upstream answers with these records, each a line of a zone file. */
  void answers(String records) {
    upstream.behave(question -> question.reply(response(question, records)));
  }

  /** From now on the upstream has answers for some names, and NXDOMAIN for others. */
  void knows(Map<String, String> answers) {
    upstream.behave(
        question -> {
          String records = answers.get(question.name().toString());
          if (records == null) {
            question.rcode(Rcode.NXDOMAIN);
          } else {
            question.reply(response(question, records));
          }
        });
  }

  private static Message response(UpstreamQuestion question, String records) {
    Message response = question.response();
    records(records).forEach(record -> response.addRecord(record, Section.ANSWER));
    return response;
  }

  /** Lines of a zone file. */
  static List<Record> records(String lines) {
    List<Record> records = new ArrayList<>();
    try (var zone = new Master(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))) {
      for (Record next = zone.nextRecord(); next != null; next = zone.nextRecord()) {
        records.add(next);
      }
      return records;
    } catch (IOException e) {
      throw new AssertionError(lines, e);
    }
  }

  /** The answer as text, without TTLs and classes. */
  static List<String> answer(Message response) {
    return lines(response, Section.ANSWER);
  }

  /** A section as text, without TTLs and classes. */
  static List<String> lines(Message response, int section) {
    return response.getSection(section).stream()
        .map(r -> r.getName() + " " + Type.string(r.getType()) + " " + r.rdataToString())
        .toList();
  }

  @Override
  public void close() {
    server.close();
    upstream.close();
  }
}
