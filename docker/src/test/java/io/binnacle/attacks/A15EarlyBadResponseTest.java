// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/**
 * A15: a malformed response, or a wrong one, must not end the wait for the right one (TuDoor,
 * CVE-2023-28452).
 */
class A15EarlyBadResponseTest {
  private static final String FORWARD = ".:0 {\n forward . %s\n}";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 12, 13, 30, 40})
  void doesNotEndTheWaitByBeingCut(int length) throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(FORWARD, upstream)) {
      Future<Message> response = server.udp().later("www.example.org", Type.A);
      UpstreamQuestion asked = upstream.next();

      asked.reply(Arrays.copyOf(asked.response("203.0.113.66").toWire(), length));
      asked.answer("192.0.2.1");

      assertThat(answers(response.get())).containsExactly("192.0.2.1");
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void doesNotEndTheWaitByLeadingInACircle() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(FORWARD, upstream)) {
      Future<Message> response = server.udp().later("www.example.org", Type.A);
      UpstreamQuestion asked = upstream.next();

      byte[] forged = asked.response("203.0.113.66").toWire();
      int answer = forged.length - 16;
      forged[answer] = (byte) 0xc0;
      forged[answer + 1] = (byte) answer; // the owner is where the owner is
      asked.reply(forged);
      asked.answer("192.0.2.1");

      assertThat(answers(response.get())).containsExactly("192.0.2.1");
    }
  }

  /** Who guesses many ids is left behind: the question goes on over TCP. */
  @Test
  void manyGuessesMoveTheQuestionToTcp() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(FORWARD, upstream)) {
      Future<Message> response = server.udp().later("www.example.org", Type.A);
      UpstreamQuestion asked = upstream.next();
      for (int guess = 1; guess <= 32; guess++) {
        byte[] forged = asked.response("203.0.113.66").toWire();
        forged[1] ^= (byte) guess;
        asked.reply(forged);
      }

      UpstreamQuestion again = upstream.next();
      assertThat(again.transport()).isEqualTo(Transport.TCP);
      asked.answer("203.0.113.66");
      again.answer("192.0.2.1");

      assertThat(answers(response.get())).containsExactly("192.0.2.1");
    }
  }

  /** Word that a port is closed ends an attempt, not the query. */
  @Test
  void aClosedPortIsNotTheEnd() throws Exception {
    try (var closed = FakeUpstream.silent();
        var upstream = FakeUpstream.start(question -> question.answer("192.0.2.1"));
        var server =
            TestServer.start(
                ".:0 {\n forward . %s %s {\n policy sequential\n }\n}", closed, upstream)) {
      closed.stop();

      assertThat(answers(server.ask("www.example.org", Type.A))).containsExactly("192.0.2.1");
    }
  }
}
