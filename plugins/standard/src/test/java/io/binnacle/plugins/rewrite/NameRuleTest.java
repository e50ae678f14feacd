// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import static io.binnacle.plugins.rewrite.RewritingServer.answer;
import static io.binnacle.plugins.rewrite.RewritingServer.lines;
import static io.binnacle.plugins.rewrite.RewritingServer.records;
import static io.binnacle.testing.FakeUpstream.Behaviour.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.Queries;
import io.binnacle.testing.UpstreamQuestion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class NameRuleTest {
  @ParameterizedTest
  @CsvSource({
    "foo.example.com foo.default.svc.cluster.local, foo.example.com, foo.default.svc.cluster.local",
    "FOO.example.com. Bar.example.org, foo.Example.COM, bar.example.org",
    "exact foo.example.com bar.example.org, x.foo.example.com, x.foo.example.com",
    "prefix foo bar, foo.example.com, bar.example.com",
    "prefix foo bar, foofoo.example.com, foofoo.example.com",
    "suffix .example.com .example.org, a.b.example.com, a.b.example.org",
    "suffix .example.com .example.org, example.com, example.com",
    "suffix . .example.org, a.b, a.b.example.org",
    "substring east.example west, a.east.example.east.example.com, a.west.west.com",
    "substring ample west, example.com, exwest.com",
    "substring ample west, example-x.com, example-x.com",
    "regex ^(.*)-(west-1)\\.example\\.com\\.$ {1}.x.{2}.{0}x, a-west-1.example.com,"
        + " a.x.west-1.a-west-1.example.com.x",
    "regex (.*)\\.com {1}.org, a.example.com, a.example.org",
    "regex (a)?b x{1}.example.org, b.example.com, x.example.org",
    "regex ^(.*)\\.(.*)\\.example\\.$ {1}.{2}.example.org, {2}.x.example, {2}.x.example.org",
  })
  void upstreamsAreAskedForTheOtherName(String rule, String asked, String forwarded)
      throws Exception {
    try (var server = new RewritingServer("rewrite name " + rule)) {
      Message response = server.ask(asked, Type.A);

      assertThat(server.upstream().next().name()).isEqualTo(Queries.name(forwarded));
      assertThat(response.getQuestion().getName()).isEqualTo(Queries.name(asked));
      assertThat(answer(response)).containsExactly(Queries.name(asked) + " A 192.0.2.1");
    }
  }

  @Test
  void theNameInTheAnswerHasTheLettersThatWereAsked() throws Exception {
    try (var server = new RewritingServer("rewrite name foo.example.com bar.example.org")) {
      assertThat(answer(server.ask("fOO.exaMPLE.com", Type.A)))
          .containsExactly("fOO.exaMPLE.com. A 192.0.2.1");
    }
  }

  @Test
  void aChainOfAliasesBeginsWithTheNameThatWasAsked() throws Exception {
    try (var server = new RewritingServer("rewrite name prefix x.example.com a.example.org")) {
      server.answers(
          """
          a.example.org. 60 CNAME b.a.example.org.
          b.a.example.org. 60 A 192.0.2.1
          """);

      assertThat(answer(server.ask("x.example.com", Type.A)))
          .containsExactly("x.example.com. CNAME b.a.example.org.", "b.a.example.org. A 192.0.2.1");
    }
  }

  @Test
  void anExactNameIsChangedBackWhereverItIs() throws Exception {
    try (var server = new RewritingServer("rewrite name x.example.com a.example.org")) {
      server.answers(
          """
          a.example.org. 60 CNAME b.a.example.org.
          b.a.example.org. 60 SRV 0 0 80 a.example.org.
          b.a.example.org. 60 MX 1 xa.example.org.
          b.a.example.org. 60 TXT a.example.org.
          """);

      assertThat(answer(server.ask("x.example.com", Type.SRV)))
          .containsExactly(
              "x.example.com. CNAME b.x.example.com.",
              "b.x.example.com. SRV 0 0 80 x.example.com.",
              "b.x.example.com. MX 1 xa.example.org.",
              "b.x.example.com. TXT a.example.org.");
    }
  }

  @Test
  void aSuffixIsChangedBackWhereverItIs() throws Exception {
    try (var server =
        new RewritingServer("rewrite name suffix .example.com .example.org answer auto")) {
      server.answers(
          """
          a.example.org. 60 CNAME b.example.org.
          b.example.org. 60 CNAME example.net.
          """);

      assertThat(answer(server.ask("a.example.com", Type.A)))
          .containsExactly(
              "a.example.com. CNAME b.example.com.", "b.example.com. CNAME example.net.");
    }
  }

  @Test
  void namesAreChangedInAllSectionsAsTheAnswerRulesSay() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite stop {
              name regex (.*)-(us-west-1)\\.example\\.com {1}.service.{2}.consul
              answer name (.*)\\.service\\.(us-west-1)\\.consul {1}-{2}.example.com
              value ^one\\.(.*) two.{1}
            }
            """)) {
      server.upstream().behave(question -> question.reply(wideAnswer(question)));

      Message response = server.ask("ftp-us-west-1.example.com", Type.SRV);

      assertThat(answer(response))
          .containsExactly(
              "ftp-us-west-1.example.com. SRV 1 2 3 two.consul.",
              "ftp-us-west-1.example.com. NAPTR 1 2 \"u\" \"sip\" \"\" two.consul.",
              "ftp-us-west-1.example.com. MX 1 two.consul.");
      assertThat(lines(response, Section.AUTHORITY))
          .containsExactly(
              "consul. NS two.consul.", "consul. SOA two.consul. admin.consul. 1 2 3 4 5");
      assertThat(lines(response, Section.ADDITIONAL))
          .containsExactly("one.consul. PTR two.consul.", "one.consul. DNAME two.consul.");
    }
  }

  private static Message wideAnswer(UpstreamQuestion question) {
    Message response = question.response();
    records(
            """
            ftp.service.us-west-1.consul. 60 SRV 1 2 3 one.consul.
            ftp.service.us-west-1.consul. 60 NAPTR 1 2 "u" "sip" "" one.consul.
            ftp.service.us-west-1.consul. 60 MX 1 one.consul.
            """)
        .forEach(record -> response.addRecord(record, Section.ANSWER));
    records(
            """
            consul. 60 NS one.consul.
            consul. 60 SOA one.consul. admin.consul. 1 2 3 4 5
            """)
        .forEach(record -> response.addRecord(record, Section.AUTHORITY));
    records(
            """
            one.consul. 60 PTR one.consul.
            one.consul. 60 DNAME one.consul.
            """)
        .forEach(record -> response.addRecord(record, Section.ADDITIONAL));
    return response;
  }

  @Test
  void rulesFollowEachOtherAndAnswersGoBackTheSameWay() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite continue name suffix .a.example .b.example answer auto
            rewrite continue name regex ^x\\.b\\.example\\.$ y.c.example
            rewrite name y.c.example z.example
            rewrite name z.example never.example
            """)) {
      Message response = server.ask("x.a.example", Type.A);

      assertThat(server.upstream().next().name()).hasToString("z.example.");
      assertThat(answer(response)).containsExactly("x.a.example. A 192.0.2.1");
    }
  }

  @Test
  void aRuleThatDoesNotFireStopsNothing() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite name a.example b.example
            rewrite Stop NAME Exact c.example d.example
            """)) {
      server.ask("c.example", Type.A);

      assertThat(server.upstream().next().name()).hasToString("d.example.");
    }
  }

  @Test
  void whatIsNoNameIsAFailureWithAReason() throws Exception {
    try (var server =
        new RewritingServer("rewrite name regex ^(.*)\\.example\\.$ {1}{1}.example")) {
      Message query = DnsClient.query("x".repeat(40) + ".example", Type.A);
      query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);

      Message response = server.server().udp().ask(query);

      assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)).hasSize(1);
      assertThat(server.upstream().rest()).isEmpty();
    }
  }

  @Test
  void whatIsChangedIsNotAuthenticAnyMore() throws Exception {
    try (var server = new RewritingServer("rewrite name a.example b.example")) {
      server
          .upstream()
          .behave(
              question -> {
                Message response = question.response("192.0.2.1");
                response.getHeader().setFlag(Flags.AD);
                question.reply(response);
              });

      assertThat(server.ask("a.example", Type.A).getHeader().getFlag(Flags.AD)).isFalse();
      assertThat(server.ask("b.example", Type.A).getHeader().getFlag(Flags.AD)).isTrue();
    }
  }

  /** A33: access rules are about what is asked in the end. */
  @Test
  void anotherNameIsNoWayRoundAccessRules() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite name a.example x.secret.example
            acl secret.example {
              block
            }
            """)) {
      assertThat(server.ask("a.example", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(server.upstream().rest()).isEmpty();
    }
  }

  @Test
  void responsesWithoutRecordsGoThrough() throws Exception {
    try (var server = new RewritingServer("rewrite name a.example b.example")) {
      server.upstream().behave(rcode(Rcode.NXDOMAIN));

      Message response = server.ask("a.example", Type.A);

      assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(response.getQuestion().getName()).hasToString("a.example.");
    }
  }
}
