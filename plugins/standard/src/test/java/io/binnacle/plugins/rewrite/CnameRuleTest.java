// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import static io.binnacle.plugins.rewrite.RewritingServer.answer;
import static io.binnacle.plugins.rewrite.RewritingServer.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Query;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class CnameRuleTest {
  @Test
  void aliasesLeadElsewhere() throws Exception {
    try (var server = new RewritingServer("rewrite cname suffix .cdn.example .other.example")) {
      server.knows(
          Map.of(
              "www.example.org.",
              """
              www.example.org. 60 CNAME next.example.org.
              next.example.org. 60 CNAME x.cdn.example.
              x.cdn.example. 60 A 192.0.2.1
              """,
              "x.other.example.",
              "x.other.example. 60 A 192.0.2.2",
              "direct.example.org.",
              "direct.example.org. 60 A 192.0.2.3"));

      assertThat(answer(server.ask("www.example.org", Type.A)))
          .containsExactly(
              "www.example.org. CNAME next.example.org.",
              "next.example.org. CNAME x.other.example.",
              "x.other.example. A 192.0.2.2");
      assertThat(answer(server.ask("direct.example.org", Type.A)))
          .containsExactly("direct.example.org. A 192.0.2.3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "old.example new.example, new.example.",
    "exact OLD.example. new.example., new.example.",
    "prefix ol new., new.d.example.",
    "substring ld new, onew.example.",
    "regex ^old(.*)$ new{1}, new.example.",
    "regex \\.(\\w+) new.{1}, new.example.",
  })
  void targetsMatchAsNamesDo(String rule, String target) throws Exception {
    try (var server = new RewritingServer("rewrite cname " + rule)) {
      server.answers("www.example.org. 60 CNAME Old.example.");

      assertThat(answer(server.ask("www.example.org", Type.CNAME)))
          .containsExactly("www.example.org. CNAME " + target);
    }
  }

  @Test
  void theCodeIsThatOfTheEndOfTheChain() throws Exception {
    try (var server = new RewritingServer("rewrite cname x.example gone.example")) {
      server.knows(
          Map.of(
              "www.example.org.",
              """
              www.example.org. 60 CNAME x.example.
              x.example. 60 A 192.0.2.1
              """));

      Message response = server.ask("www.example.org", Type.A);

      assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(answer(response)).containsExactly("www.example.org. CNAME gone.example.");
    }
  }

  @Test
  void whoAsksForAnAliasGetsTheAliasAlone() throws Exception {
    try (var server = new RewritingServer("rewrite cname x.example y.example")) {
      server.answers("www.example.org. 60 CNAME x.example.");

      server.ask("www.example.org", Type.CNAME);

      assertThat(server.upstream().asked()).isEqualTo(1);
    }
  }

  @Test
  void aliasesThatLeadBackToThemselvesEnd() throws Exception {
    try (var server = new RewritingServer("rewrite cname a.example b.example")) {
      server
          .upstream()
          .behave(
              question -> {
                Message response = question.response();
                response.addRecord(
                    records(question.name() + " 60 CNAME a.example.").getFirst(), Section.ANSWER);
                question.reply(response);
              });

      assertThat(server.ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(server.upstream().asked()).isEqualTo(Query.MAX_DEPTH + 1);
    }
  }

  @Test
  void theRulesBehindCountToo() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite cname old.example new.example
            rewrite continue name a.example b.example
            rewrite ttl b.example 5
            """)) {
      server.knows(
          Map.of(
              "b.example.",
              """
              b.example. 60 CNAME old.example.
              old.example. 60 A 192.0.2.1
              """,
              "new.example.",
              "new.example. 60 A 192.0.2.2"));

      Message response = server.ask("a.example", Type.A);

      assertThat(answer(response))
          .containsExactly("a.example. CNAME new.example.", "new.example. A 192.0.2.2");
      assertThat(response.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(5);
    }
  }
}
