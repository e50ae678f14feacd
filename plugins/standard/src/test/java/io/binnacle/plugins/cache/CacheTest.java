// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers that hold what upstreams of the test's own say. */
class CacheTest {
  @Test
  void asksOnceWhatIsAskedTwice() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server = TestServer.start(". {\n cache 30\n forward . %s\n}", upstream)) {
      server.ask("www.example.org", Type.A);

      Message second = server.ask("WWW.example.ORG", Type.A);

      assertThat(second.getSection(Section.ANSWER)).hasSize(1);
      assertThat(second.getSection(Section.ANSWER).getFirst().getTTL()).isLessThanOrEqualTo(30);
      assertThat(second.getQuestion().getName()).hasToString("WWW.example.ORG.");
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }
}
