// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** A18: what nobody has checked goes to those who rely on checks (CVE-2024-0874). */
class A18CheckingDisabledTest {
  @Test
  void staysWithThoseWhoWantedNoChecks() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  if (question.message().getHeader().getFlag(Flags.CD)) {
                    question.answer("203.0.113.66");
                  } else {
                    question.rcode(Rcode.SERVFAIL); // bogus
                  }
                });
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream)) {
      Message unchecked = DnsClient.query("www.example.org", Type.A);
      unchecked.getHeader().setFlag(Flags.CD);
      assertThat(answers(server.udp().ask(unchecked))).containsExactly("203.0.113.66");

      assertThat(server.ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(answers(server.udp().ask(unchecked))).containsExactly("203.0.113.66");
    }
  }
}
