// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static io.binnacle.testing.FakeUpstream.Behaviour.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers that hold what upstreams of the test's own say. */
class CacheTest {
  private static final String COREFILE = ". {\n cache 30\n forward . %s\n}";

  private static List<String> answers(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  @Test
  void asksOnceWhatIsAskedTwice() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1", "192.0.2.2"));
        var server = TestServer.start(COREFILE, upstream)) {
      server.ask("www.example.org", Type.A);

      Message second = server.ask("WWW.example.ORG", Type.A);

      assertThat(answers(second)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
      assertThat(second.getSection(Section.ANSWER))
          .allSatisfy(record -> assertThat(record.getTTL()).isBetween(1L, 30L))
          .allSatisfy(record -> assertThat(record.getName()).hasToString("WWW.example.ORG."));
      assertThat(second.getHeader().printFlags().trim()).isEqualTo("qr rd ra");
      assertThat(server.tcp().ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void asksForTheNamesOfOtherZonesEachTime() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server = TestServer.start(". {\n cache 30 example.org\n forward . %s\n}", upstream)) {
      server.ask("www.example.net", Type.A);
      server.ask("www.example.net", Type.A);
      server.ask("www.example.org", Type.A);
      server.ask("www.example.org", Type.A);

      assertThat(upstream.asked()).isEqualTo(3);
    }
  }

  @Test
  void holdsThatThereIsNoSuchName() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  Message response = question.response();
                  response.getHeader().setRcode(Rcode.NXDOMAIN);
                  var zone = question.name();
                  response.addRecord(
                      new SOARecord(zone, DClass.IN, 60, zone, zone, 1, 2, 3, 4, 20),
                      Section.AUTHORITY);
                  question.reply(response);
                });
        var server = TestServer.start(COREFILE, upstream)) {
      Message first = server.ask("nosuch.example.org", Type.A);
      Message second = server.ask("nosuch.example.org", Type.A);

      assertThat(first.getSection(Section.AUTHORITY).getFirst().getTTL()).isEqualTo(20);
      assertThat(second.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(second.getSection(Section.AUTHORITY)).hasSize(1);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void holdsThatUpstreamsFail() throws Exception {
    try (var upstream = FakeUpstream.start(rcode(Rcode.SERVFAIL));
        var server = TestServer.start(COREFILE, upstream)) {
      server.ask("www.example.org", Type.A);

      assertThat(
              DnsClient.reason(
                  server.udp().ask(DnsClient.queryWithEdns("www.example.org", Type.A))))
          .isEqualTo(13);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  /** Attack A12, by many transports; all event loops share the one wait. */
  @Test
  void asksOnceWhatManyAskAtATime() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(COREFILE, upstream)) {
      List<Future<Message>> responses = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        responses.add(server.udp().later("www.example.org", Type.A));
        responses.add(server.tcp().later("www.example.org", Type.A));
      }
      upstream.next().answer("192.0.2.1");

      for (Future<Message> response : responses) {
        assertThat(answers(response.get())).containsExactly("192.0.2.1");
      }
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void servesStaleDataWhenTheUpstreamIsGone() throws Exception {
    String corefile =
        """
        . {
          cache {
            success 1000 1 0
            serve_stale 1h verify
          }
          forward . %s {
            max_connect_attempts 1
          }
        }\
        """;
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server = TestServer.start(corefile, upstream)) {
      server.ask("www.example.org", Type.A);
      upstream.stop();

      Message response;
      do { // until the TTL of a second has ended
        response = server.udp().ask(DnsClient.queryWithEdns("www.example.org", Type.A));
      } while (response.getSection(Section.ANSWER).getFirst().getTTL() > 0);

      assertThat(answers(response)).containsExactly("192.0.2.1");
      assertThat(DnsClient.reason(response)).isEqualTo(3);
    }
  }

  @Test
  void findsAfterAReloadWhatItHeldBefore() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server = TestServer.start(COREFILE, upstream)) {
      server.ask("www.example.org", Type.A);

      server.reload(". {\n errors\n cache 30\n forward . %s\n}", upstream);
      server.ask("www.example.org", Type.A);
      assertThat(upstream.asked()).isEqualTo(1);

      server.reload(". {\n cache 60\n forward . %s\n}", upstream);
      server.ask("www.example.org", Type.A);
      assertThat(upstream.asked()).isEqualTo(2);
    }
  }

  @Test
  void doesNotHoldWhatEachClientIsToldOfItself() throws Exception {
    try (var server = TestServer.start(". {\n cache\n whoami\n}")) {
      Message first = server.ask("example.org", Type.A);
      Message second = server.ask("example.org", Type.A);

      assertThat(first.getSection(Section.ADDITIONAL)).isNotEmpty();
      assertThat(second.getSection(Section.ADDITIONAL)).isNotEmpty();
    }
  }

  @Test
  void keepsDnssecApart() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  Message response = question.response("192.0.2.1");
                  if (question.message().getHeader().getFlag(Flags.AD)) {
                    response.getHeader().setFlag(Flags.AD);
                  }
                  question.reply(response);
                });
        var server = TestServer.start(COREFILE, upstream)) {
      Message dnssec = DnsClient.query("www.example.org", Type.A);
      dnssec.addRecord(new OPTRecord(1232, 0, 0, Flags.DO), Section.ADDITIONAL);

      for (int i = 0; i < 2; i++) {
        assertThat(server.ask("www.example.org", Type.A).getHeader().getFlag(Flags.AD)).isFalse();
        assertThat(server.udp().ask(dnssec).getHeader().getFlag(Flags.AD)).isTrue();
      }
      assertThat(upstream.asked()).isEqualTo(2);
    }
  }
}
