// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What whole servers ask upstreams of the test's own, and what of their answers they pass on. */
class ForwardTest {
  private static final String FIRST = "192.0.2.1";
  private static final String SECOND = "192.0.2.2";

  static String answers(Message response) {
    return response.getSection(Section.ANSWER).stream()
        .map(it -> it.rdataToString())
        .collect(joining(" "));
  }

  // What comes back

  @Test
  void passesOnAnswersAsTheyAre() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  Message response = question.response(FIRST, SECOND);
                  response.getHeader().setFlag(Flags.AA);
                  response.getHeader().setFlag(Flags.AD);
                  question.reply(response);
                });
        var server = TestServer.start(". {\n forward . %s\n}", upstream)) {
      Message response = server.ask("Example.ORG", Type.A);

      assertThat(answers(response)).isEqualTo(FIRST + " " + SECOND);
      assertThat(response.getHeader().printFlags().trim()).isEqualTo("qr aa rd ra ad");
      assertThat(response.getQuestion().getName()).hasToString("Example.ORG.");
    }
  }

  @Test
  void passesOnThatThereIsNoSuchName() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  Message response = question.response();
                  response.getHeader().setRcode(Rcode.NXDOMAIN);
                  var name = question.name();
                  response.addRecord(
                      new SOARecord(name, DClass.IN, 60, name, name, 1, 2, 3, 4, 5),
                      Section.AUTHORITY);
                  question.reply(response);
                });
        var server = TestServer.start(". {\n forward . %s\n}", upstream)) {
      Message response = server.ask("example.org", Type.A);

      assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(response.getSection(Section.AUTHORITY)).hasSize(1);
    }
  }

  @Test
  void passesOnReasons() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  Message response = question.response();
                  response.getHeader().setRcode(Rcode.SERVFAIL);
                  var reason = new ExtendedErrorCodeOption(6, "bogus");
                  response.addRecord(
                      new OPTRecord(1232, 0, 0, 0, List.of(reason)), Section.ADDITIONAL);
                  question.reply(response);
                });
        var server = TestServer.start(". {\n forward . %s\n}", upstream)) {
      Message response = server.udp().ask(DnsClient.queryWithEdns("example.org", Type.A));

      assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(DnsClient.reason(response)).isEqualTo(6);
    }
  }

  @Test
  void keepsOptionsOfTheClientToItself() throws Exception {
    try (var upstream = FakeUpstream.start(answer(FIRST));
        var server = TestServer.start(". {\n forward . %s\n}", upstream)) {
      Message query = DnsClient.query("example.org", Type.A);
      List<EDNSOption> options =
          List.of(
              new ClientSubnetOption(24, InetAddress.getByName("203.0.113.0")),
              new CookieOption(new byte[8]));
      query.addRecord(new OPTRecord(4096, 0, 0, Flags.DO, options), Section.ADDITIONAL);

      server.udp().ask(query);

      OPTRecord asked = upstream.next().message().getOPT();
      assertThat(asked.getOptions()).isEmpty();
      assertThat(asked.getPayloadSize()).isEqualTo(1232);
      assertThat(asked.getFlags() & 0x8000).isEqualTo(0x8000);
    }
  }

  // UDP and TCP

  @ParameterizedTest
  @CsvSource({
    "'',           UDP, UDP",
    "'',           TCP, TCP",
    "'force_tcp',  UDP, TCP",
    "'force_tcp',  TCP, TCP",
    "'prefer_udp', UDP, UDP",
    "'prefer_udp', TCP, UDP",
  })
  void asksAsTheClientDoesUnlessToldOtherwise(String option, Transport client, Transport asked)
      throws Exception {
    try (var upstream = FakeUpstream.start(answer(FIRST));
        var server = TestServer.start(". {\n forward . %s {\n %s\n }\n}", upstream, option)) {
      Message response =
          (client == Transport.UDP ? server.udp() : server.tcp()).ask("example.org", Type.A);

      assertThat(answers(response)).isEqualTo(FIRST);
      assertThat(upstream.next().transport()).isEqualTo(asked);
    }
  }

  @Test
  void fetchesOverTcpWhatUdpTruncates() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  if (question.transport() == Transport.UDP) {
                    question.truncate();
                  } else {
                    question.answer(FIRST);
                  }
                });
        var server = TestServer.start(". {\n forward . %s {\n prefer_udp\n }\n}", upstream)) {
      Message overUdp = server.ask("example.org", Type.A);
      Message overTcp = server.tcp().ask("example.org", Type.A);

      assertThat(answers(overUdp)).isEqualTo(FIRST);
      assertThat(overUdp.getHeader().getFlag(Flags.TC)).isFalse();
      assertThat(answers(overTcp)).isEqualTo(FIRST);
    }
  }

  @Test
  void truncatesForTheClientWhatDoesNotFit() throws Exception {
    String[] many = new String[60];
    for (int i = 0; i < many.length; i++) {
      many[i] = "192.0.2." + i;
    }
    try (var upstream = FakeUpstream.start(answer(many));
        var server = TestServer.start(". {\n forward . %s\n}", upstream)) {
      Message overUdp = server.ask("example.org", Type.A);
      Message overTcp = server.tcp().ask("example.org", Type.A);

      assertThat(overUdp.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(overUdp.numBytes()).isLessThanOrEqualTo(512);
      assertThat(overTcp.getSection(Section.ANSWER)).hasSize(many.length);
    }
  }

  // Which names

  @Test
  void leavesOtherZonesAndExceptionsToOthers() throws Exception {
    try (var upstream = FakeUpstream.start(answer(FIRST));
        var server =
            TestServer.start(
                """
                . {
                  forward example.org %s {
                    except internal.example.org
                    read_timeout 5s
                  }
                }
                """,
                upstream)) {
      assertThat(server.ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(server.ask("example.net", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(server.ask("a.internal.example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void triesForwardsInTheirOrder() throws Exception {
    try (var first = FakeUpstream.start(answer(FIRST));
        var second = FakeUpstream.start(answer(SECOND));
        var server =
            TestServer.start(". {\n forward example.org %s\n forward . %s\n}", first, second)) {
      assertThat(answers(server.ask("www.example.org", Type.A))).isEqualTo(FIRST);
      assertThat(answers(server.ask("www.example.net", Type.A))).isEqualTo(SECOND);
    }
  }

  @ParameterizedTest
  @CsvSource({"AXFR", "IXFR"})
  void refusesTransfers(String type) throws Exception {
    try (var upstream = FakeUpstream.start(answer(FIRST));
        var server = TestServer.start(". {\n forward . %s\n}", upstream)) {
      Message response = server.tcp().ask("example.org", Type.value(type));

      assertThat(response.getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(upstream.asked()).isZero();
    }
  }
}
