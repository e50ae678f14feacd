// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A22: a TTL for ever, or one that is negative to who takes it for a signed number. */
class A22TtlOverflowTest {
  private static final long LONGEST = 3600;

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 604_801})
  void isBounded(int ttl) throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  byte[] response = question.response("192.0.2.1").toWire();
                  ByteBuffer.wrap(response).putInt(response.length - 10, ttl);
                  question.reply(response);
                });
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream)) {
      for (int i = 0; i < 2; i++) { // from the upstream, and from the cache
        assertThat(server.ask("www.example.org", Type.A).getSection(Section.ANSWER))
            .hasSize(1)
            .allMatch(record -> record.getTTL() >= 0 && record.getTTL() <= LONGEST);
      }
    }
  }
}
