// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** A25: that a name above does not exist, hides a zone that is configured (CVE-2026-44687). */
class A25BelowNxdomainTest {
  @Test
  void zonesOfOurOwnAreNotHidden() throws Exception {
    try (var upstream = FakeUpstream.start(question -> question.rcode(Rcode.NXDOMAIN));
        var server =
            TestServer.start(
                """
                .:0 {
                    cache
                    hosts /dev/null cluster.local {
                        192.0.2.1 web.cluster.local
                    }
                    forward . %s
                }
                """,
                upstream)) {
      for (String above : new String[] {".", "local", "web.local"}) {
        assertThat(server.ask(above, Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
      }

      assertThat(answers(server.ask("web.cluster.local", Type.A))).containsExactly("192.0.2.1");
    }
  }
}
