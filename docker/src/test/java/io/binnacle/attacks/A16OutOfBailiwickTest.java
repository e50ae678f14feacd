// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static io.binnacle.attacks.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A16: beside its answer, a response says something about names that it was not asked for. */
class A16OutOfBailiwickTest {
  @ParameterizedTest
  @CsvSource({
    Section.ANSWER + ", bank.example.net 3600 A 203.0.113.66",
    Section.ANSWER + ", www.example.org 3600 CNAME bank.example.net",
    Section.ANSWER + ", example.net 3600 DNAME example.org",
    Section.AUTHORITY + ", example.net 3600 NS bank.example.net",
    Section.ADDITIONAL + ", bank.example.net 3600 A 203.0.113.66"
  })
  void isNotBelieved(int section, String record) throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  Message response = with(question.response(), section, record);
                  question.reply(
                      with(response, Section.ANSWER, "bank.example.net 3600 A 203.0.113.66"));
                });
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream)) {
      server.ask("www.example.org", Type.A);
      upstream.behave(question -> question.answer("192.0.2.1"));

      assertThat(answers(server.ask("bank.example.net", Type.A))).containsExactly("192.0.2.1");
      assertThat(answers(server.ask("bank.example.net", Type.A))).containsExactly("192.0.2.1");
      assertThat(answers(server.ask("other.example.net", Type.A))).containsExactly("192.0.2.1");
    }
  }
}
