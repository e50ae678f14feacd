// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static io.binnacle.attacks.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A47: names that do not exist, one after the other, to drive those that do out of the cache. */
class A47WaterTortureTest {
  private static final int NAMES = 6000;
  private static final int AT_A_TIME = 32;

  @Test
  void doesNotDriveOutWhatExists() throws Exception {
    try (var upstream = FakeUpstream.start(question -> question.answer("192.0.2.1"));
        var server =
            TestServer.start(
                ".:0 {\n%s\ncache {\nsuccess 1024\ndenial 1024\n}\nforward . %s\n}",
                Flood.MARKER, upstream);
        var client = new Flood(server)) {
      server.ask("www.example.org", Type.A);
      upstream.behave(
          question -> {
            Message response = question.response();
            response.getHeader().setRcode(Rcode.NXDOMAIN);
            question.reply(
                with(response, Section.AUTHORITY, "example.org 60 SOA ns. host. 1 2 3 4 60"));
          });
      for (int i = 0; i < NAMES; i++) {
        client.ask(i + ".example.org");
        client.await(i / AT_A_TIME * AT_A_TIME);
      }
      client.await(NAMES);

      assertThat(answers(server.ask("www.example.org", Type.A))).containsExactly("192.0.2.1");
    }
  }
}
