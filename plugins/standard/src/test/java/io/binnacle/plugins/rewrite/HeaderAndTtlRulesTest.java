// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import static io.binnacle.plugins.rewrite.RewritingServer.answer;
import static io.binnacle.testing.FakeUpstream.Behaviour.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Queries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Rules for type, class, TTL and response code. */
class HeaderAndTtlRulesTest {
  @Test
  void upstreamsAreAskedForTheOtherType() throws Exception {
    try (var server = new RewritingServer("rewrite type any HINFO")) {
      server.answers("example.org. 60 HINFO a b");

      Message response = server.ask("example.org", Type.ANY);

      assertThat(server.upstream().next().message().getQuestion().getType()).isEqualTo(Type.HINFO);
      assertThat(response.getQuestion().getType()).isEqualTo(Type.ANY);
      assertThat(answer(response)).containsExactly("example.org. HINFO \"a\" \"b\"");
    }
  }

  @Test
  void upstreamsAreAskedInTheOtherClass() throws Exception {
    try (var server = new RewritingServer("rewrite class in CH")) {
      server.upstream().behave(rcode(Rcode.REFUSED));

      server.ask("version.bind", Type.TXT);

      assertThat(server.upstream().next().message().getQuestion().getDClass()).isEqualTo(DClass.CH);
    }
  }

  @Test
  void queriesOfClassChaosAreLetInWhereARuleIsAboutThem() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite continue ttl version.bind 5
            rewrite class ch in
            """)) {
      server.answers("version.bind. 60 IN TXT x");
      Message query =
          Message.newQuery(Record.newRecord(Queries.name("version.bind"), Type.TXT, DClass.CH));

      Message response = server.server().udp().ask(query);

      assertThat(server.upstream().next().message().getQuestion().getDClass()).isEqualTo(DClass.IN);
      assertThat(response.getQuestion().getDClass()).isEqualTo(DClass.CH);
      assertThat(response.getSection(Section.ANSWER))
          .extracting(Record::getTTL)
          .containsExactly(5L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30, 30, 30",
    "30-300, 30, 300",
    "-300, 10, 300",
    "30-, 30, 2000",
    "10-2000, 10, 2000",
    "0, 0, 0",
    "5000-6000, 5000, 5000",
  })
  void ttlsAreKeptWithinBounds(String bounds, long shorter, long longer) throws Exception {
    try (var server = new RewritingServer("rewrite ttl suffix example.org " + bounds)) {
      server.answers(
          """
          www.example.org. 2000 CNAME Mixed.example.org.
          Mixed.example.org. 10 A 192.0.2.1
          """);

      Message response = server.ask("www.example.org", Type.A);

      assertThat(response.getSection(Section.ANSWER))
          .extracting(Record::getTTL)
          .containsExactly(longer, shorter);
      assertThat(answer(response))
          .containsExactly(
              "www.example.org. CNAME Mixed.example.org.", "Mixed.example.org. A 192.0.2.1");
    }
  }

  @Test
  void ttlsOfOtherNamesStay() throws Exception {
    try (var server = new RewritingServer("rewrite ttl example.org 30")) {
      assertThat(server.ask("example.net", Type.A).getSection(Section.ANSWER))
          .extracting(Record::getTTL)
          .containsExactly(60L);
    }
  }

  @Test
  void responseCodesChange() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite continue rcode suffix example.org NXDOMAIN 0
            rewrite rcode regex ^www\\. 3 refused
            """)) {
      server.upstream().behave(rcode(Rcode.NXDOMAIN));

      assertThat(server.ask("a.example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(server.ask("www.example.net", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(server.ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(server.ask("example.net", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void codesOfThisServerChangeToo() throws Exception {
    try (var server = new RewritingServer("rewrite rcode . SERVFAIL NXDOMAIN")) {
      server.upstream().stop();

      assertThat(server.ask(".", Type.NS).getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(server.ask("a.", Type.NS).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }
  }
}
