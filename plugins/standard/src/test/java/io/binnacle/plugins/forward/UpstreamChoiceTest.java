// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static io.binnacle.plugins.forward.ForwardTest.answers;
import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static io.binnacle.testing.FakeUpstream.Behaviour.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Which upstream a whole server asks, and whom next when that does not help. */
class UpstreamChoiceTest {
  private static final String FIRST = "192.0.2.1";
  private static final String SECOND = "192.0.2.2";

  @Test
  void sequentialAsksTheFirst() throws Exception {
    try (var first = FakeUpstream.start(answer(FIRST));
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(". {\n forward . %s %s {\n policy sequential\n }\n}", first, second)) {
      for (int i = 0; i < 5; i++) {
        assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(FIRST);
      }
    }
  }

  @Test
  void roundRobinAsksOneAfterTheOther() throws Exception {
    try (var first = FakeUpstream.start(answer(FIRST));
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                ". {\n forward . %s %s {\n policy round_robin\n }\n}", first, second)) {
      for (int i = 0; i < 3; i++) {
        assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(FIRST);
        assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      }
    }
  }

  @Test
  void randomAsksAnyUpstream() throws Exception {
    try (var first = FakeUpstream.start(answer(FIRST));
        var second = FakeUpstream.start(answer(SECOND));
        var server = TestServer.start(". {\n forward . %s %s\n}", first, second)) {
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 50; i++) { // one in 2^49 sees only one
        seen.add(answers(server.ask("example.org", Type.A)));
      }

      assertThat(seen).containsExactlyInAnyOrder(FIRST, SECOND);
    }
  }

  @Test
  void asksTheNextUpstreamWhenOneIsSilent() throws Exception {
    try (var silent = FakeUpstream.silent();
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                ". {\n forward . %s %s {\n policy sequential\n read_timeout 50ms\n }\n}",
                silent, second)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      assertThat(silent.next().name()).hasToString("example.org.");
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "force_tcp"})
  void asksTheNextUpstreamWhenNobodyListens(String option) throws Exception {
    try (var gone = FakeUpstream.silent();
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                ". {\n forward . %s %s {\n policy sequential\n %s\n }\n}", gone, second, option)) {
      gone.stop();

      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
    }
  }

  @Test
  void failsWhenNoUpstreamAnswers() throws Exception {
    try (var first = FakeUpstream.silent();
        var second = FakeUpstream.silent();
        var server =
            TestServer.start(
                ". {\n forward . %s %s {\n read_timeout 30ms\n max_fails 0\n }\n}",
                first, second)) {
      Message response = server.udp().ask(DnsClient.queryWithEdns("example.org", Type.A));

      assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(DnsClient.reason(response)).isEqualTo(22);
      assertThat(first.asked()).isEqualTo(2);
      assertThat(second.asked()).isEqualTo(2);
    }
  }

  @Test
  void failsAtOnceWhenNobodyListens() throws Exception {
    try (var gone = FakeUpstream.silent();
        var server = TestServer.start(". {\n forward . %s\n}", gone)) {
      gone.stop();

      Message response = server.udp().ask(DnsClient.queryWithEdns("example.org", Type.A));

      assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(DnsClient.reason(response)).isEqualTo(23);
    }
  }

  @Test
  void failsAfterAsManyAttemptsAsAreAllowed() throws Exception {
    try (var silent = FakeUpstream.silent();
        var server =
            TestServer.start(
                """
                . {
                  forward . %s {
                    read_timeout 20ms
                    max_connect_attempts 3
                    max_fails 0
                  }
                }
                """,
                silent)) {
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(silent.asked()).isEqualTo(3);
    }
  }

  @Test
  void asksTheNextUpstreamAfterSomeResponseCodes() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.SERVFAIL));
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                """
                . {
                  forward . %s %s {
                    policy sequential
                    failover SERVFAIL REFUSED
                  }
                }
                """,
                first, second)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      first.behave(rcode(Rcode.NXDOMAIN));
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void passesOnTheLastResponseIfAllUpstreamsGiveSuchACode() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.SERVFAIL));
        var second = FakeUpstream.start(rcode(Rcode.REFUSED));
        var server =
            TestServer.start(
                """
                . {
                  forward . %s %s {
                    policy sequential
                    failover SERVFAIL REFUSED
                    read_timeout 5s
                  }
                }
                """,
                first, second)) {
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(first.asked()).isEqualTo(1);
      assertThat(second.asked()).isEqualTo(1);
    }
  }

  @Test
  void prefersABadResponseToNone() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.REFUSED));
        var silent = FakeUpstream.silent();
        var server =
            TestServer.start(
                """
                . {
                  forward . %s %s {
                    policy sequential
                    failover REFUSED
                    read_timeout 30ms
                    max_connect_attempts 1
                  }
                }
                """,
                first, silent)) {
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  // Which forward

  @Test
  void triesTheNextForwardAfterSomeResponseCodes() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.NXDOMAIN));
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                ". {\n forward . %s {\n next NXDOMAIN\n }\n forward . %s\n}", first, second)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      first.behave(rcode(Rcode.REFUSED));
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @Test
  void triesTheNextForwardWhenThereIsNoAnswer() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.NOERROR));
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                ". {\n forward . %s {\n next_on_nodata\n }\n forward . %s\n}", first, second)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      first.behave(answer(FIRST));
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(FIRST);
    }
  }

  @Test
  void triesOnlyForwardsThatAreForTheName() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.NXDOMAIN));
        var other = FakeUpstream.start(answer("192.0.2.99"));
        var third = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                """
                . {
                  forward . %s {
                    next NXDOMAIN
                  }
                  forward example.net %s
                  forward example.org %s
                }
                """,
                first, other, third)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      assertThat(server.ask("example.com", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void triesForwardAfterForward() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.NXDOMAIN));
        var second = FakeUpstream.start(rcode(Rcode.NXDOMAIN));
        var third = FakeUpstream.start(answer(FIRST));
        var server =
            TestServer.start(
                """
                . {
                  forward . %s {
                    next NXDOMAIN
                  }
                  forward . %s {
                    next NXDOMAIN
                  }
                  forward . %s
                }
                """,
                first, second, third)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(FIRST);
    }
  }

  // How many

  @Test
  void refusesMoreQueriesThanAreAllowed() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(". {\n forward . %s {\n max_concurrent 1\n }\n}", upstream)) {
      Future<Message> first = server.udp().later("one.example.org", Type.A);
      var question = upstream.next();
      Message second = server.udp().ask(DnsClient.queryWithEdns("two.example.org", Type.A));
      question.answer(FIRST);

      assertThat(second.getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(DnsClient.reason(second)).isZero();
      assertThat(answers(first.get())).isEqualTo(FIRST);

      upstream.behave(answer(SECOND));
      assertThat(answers(server.ask("three.example.org", Type.A))).isEqualTo(SECOND);
    }
  }

  // Health

  /** Over TCP a server can be seen to be asked, and yet fail at once. */
  @Test
  void avoidsAnUpstreamThatIsDownUntilItIsBack() throws Exception {
    try (var sick = FakeUpstream.start(question -> question.hangUp());
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(
                """
                . {
                  forward . %s %s {
                    policy sequential
                    force_tcp
                    max_fails 1
                    health_check 10ms domain health.example.net
                  }
                }
                """,
                sick, second)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(SECOND);
      assertThat(sick.next().name()).hasToString("example.org.");
      for (int check = 1; check <= 3; check++) { // the third comes when two have failed
        assertThat(sick.next().message().getQuestion())
            .matches(it -> it.getName().toString().equals("health.example.net."))
            .matches(it -> it.getType() == Type.NS);
      }
      assertThat(answers(server.ask("example.net", Type.A))).isEqualTo(SECOND);
      sick.behave(answer(FIRST));

      while (answers(server.ask("example.com", Type.A)).equals(SECOND)) {
        assertThat(sick.rest())
            .extracting(it -> it.name().toString())
            .isSubsetOf("health.example.net.");
      }
    }
  }
}
