// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * A67: who does not desire recursion has an upstream refuse, and others hear of it. (That it can be
 * found out what is held is not prevented: who may ask is a matter of {@code acl}.)
 */
class A67NoRecursionTest {
  private static Message query() {
    Message query = DnsClient.query("www.example.org", Type.A);
    query.getHeader().unsetFlag(Flags.RD);
    return query;
  }

  @Test
  void spoilsNothingForOthers() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  if (question.message().getHeader().getFlag(Flags.RD)) {
                    question.answer("192.0.2.1");
                  } else {
                    question.rcode(Rcode.SERVFAIL);
                  }
                });
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream)) {
      assertThat(server.udp().ask(query()).getRcode()).isEqualTo(Rcode.SERVFAIL);

      assertThat(answers(server.ask("www.example.org", Type.A))).containsExactly("192.0.2.1");
    }
  }

  @Test
  void nobodyWaitsForItsResponse() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream);
        var first = new DatagramSocket()) {
      byte[] wire = query().toWire();
      first.send(new DatagramPacket(wire, wire.length, server.address()));
      upstream.next();

      Future<Message> other = server.udp().later("www.example.org", Type.A);
      upstream.next().answer("192.0.2.1");

      assertThat(answers(other.get())).containsExactly("192.0.2.1");
    }
  }
}
