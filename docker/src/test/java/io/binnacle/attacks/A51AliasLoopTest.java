// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A51: aliases that lead in a circle, to be followed for ever (TsuNAME). */
class A51AliasLoopTest {
  @Test
  void isHeldAndNotFollowed() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question ->
                    question.reply(
                        with(
                            question.response(),
                            Section.ANSWER,
                            "www.example.org 60 CNAME a.example.org",
                            "a.example.org 60 CNAME www.example.org")));
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream)) {
      for (int i = 0; i < 10; i++) {
        server.ask("www.example.org", Type.A);
      }

      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void thatIsRewrittenEnds() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question ->
                    question.reply(
                        with(
                            question.response(),
                            Section.ANSWER,
                            question.name() + " 60 CNAME a.example.net")));
        var server =
            TestServer.start(
                ".:0 {\n rewrite cname exact a.example.net. b.example.net.\n forward . %s\n}",
                upstream)) {
      server.ask("www.example.org", Type.A);

      assertThat(upstream.asked()).isLessThan(20);
    }
  }
}
