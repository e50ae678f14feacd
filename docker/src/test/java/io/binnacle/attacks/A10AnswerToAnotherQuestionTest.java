// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static io.binnacle.attacks.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A10: a response comes, but to another question. */
class A10AnswerToAnotherQuestionTest {
  private static final String FORWARD = ".:0 {\n cache\n forward . %s\n}";
  private static final String FORGERY = "203.0.113.66";

  enum Difference {
    ID,
    NAME,
    TYPE,
    DCLASS,
    QUERY,
    OPCODE,
    TWO_QUESTIONS,
    NO_QUESTION;

    Message in(Message response) {
      var question = response.getQuestion();
      switch (this) {
        case ID -> response.getHeader().setID(response.getHeader().getID() ^ 1);
        case NAME -> replace(response, "wwx.example.org", Type.A, DClass.IN);
        case TYPE -> replace(response, "www.example.org", Type.AAAA, DClass.IN);
        case DCLASS -> replace(response, "www.example.org", Type.A, DClass.CH);
        case QUERY -> response.getHeader().unsetFlag(Flags.QR);
        case OPCODE -> response.getHeader().setOpcode(Opcode.STATUS);
        case TWO_QUESTIONS -> response.addRecord(question, Section.QUESTION);
        case NO_QUESTION -> response.removeAllRecords(Section.QUESTION);
      }
      return response;
    }

    private static void replace(Message response, String name, int type, int dclass) {
      response.removeAllRecords(Section.QUESTION);
      response.addRecord(Record.newRecord(Queries.name(name), type, dclass), Section.QUESTION);
    }
  }

  @ParameterizedTest
  @EnumSource(Difference.class)
  void isWaitedFor(Difference difference) throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(FORWARD, upstream)) {
      Future<Message> response = server.udp().later("www.example.org", Type.A);
      UpstreamQuestion asked = upstream.next();

      asked.reply(difference.in(asked.response(FORGERY)));
      asked.answer("192.0.2.1");

      assertThat(answers(response.get())).containsExactly("192.0.2.1");
      assertThat(answers(server.ask("www.example.org", Type.A))).containsExactly("192.0.2.1");
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  /** The question is right, the answer is about something else. */
  @Test
  void answersAboutOtherNamesAreNotHeld() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question ->
                    question.reply(
                        with(
                            question.response(),
                            Section.ANSWER,
                            "bank.example.net 60 A " + FORGERY)));
        var server = TestServer.start(FORWARD, upstream)) {
      server.ask("www.example.org", Type.A);
      upstream.behave(question -> question.answer("192.0.2.1"));

      assertThat(answers(server.ask("bank.example.net", Type.A))).containsExactly("192.0.2.1");
      assertThat(answers(server.ask("www.example.org", Type.A))).containsExactly("192.0.2.1");
    }
  }
}
