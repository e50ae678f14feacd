// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** A61: an UPDATE or NOTIFY that an upstream takes for this server's (CVE-2026-86003). */
class A61RelayedUpdateTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 15})
  void isNotPassedOn(int opcode) throws Exception {
    try (var upstream = FakeUpstream.start(question -> question.answer("192.0.2.1"));
        var server = TestServer.start(".:0 {\n forward . %s\n}", upstream)) {
      for (DnsClient client : new DnsClient[] {server.udp(), server.tcp()}) {
        Message message = DnsClient.query("example.org", Type.SOA);
        message.getHeader().setOpcode(opcode);

        assertThat(client.ask(message).getRcode()).isEqualTo(Rcode.NOTIMP);
      }
      assertThat(upstream.asked()).isZero();
    }
  }
}
