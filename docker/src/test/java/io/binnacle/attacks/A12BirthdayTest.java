// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;

/**
 * A12: a question that is sent many times at once is many chances to guess one of its ids
 * (CVE-2023-30464).
 */
class A12BirthdayTest {
  private static final int CLIENTS = 100;
  private static final int QUERIES = 100;

  @ParameterizedTest
  @ValueSource(strings = {"", "cache"})
  void tenThousandQueriesAreOneToTheUpstream(String cache) throws Exception {
    List<Flood> clients = new ArrayList<>();
    try (var upstream = FakeUpstream.silent();
        var server =
            TestServer.start(".:0 {\n%s\n%s\nforward . %s\n}", Flood.MARKER, cache, upstream)) {
      for (int i = 0; i < CLIENTS; i++) {
        Flood client = new Flood(server);
        clients.add(client);
        for (int j = 0; j < QUERIES; j++) {
          client.ask("www.example.org");
        }
        assertThat(client.responses()).isEmpty();
      }

      upstream.next().answer("192.0.2.1");

      for (Flood client : clients) {
        List<Message> responses = client.await(QUERIES);
        assertThat(responses)
            .allSatisfy(response -> assertThat(answers(response)).containsExactly("192.0.2.1"));
      }
      assertThat(upstream.asked()).isEqualTo(1);
    } finally {
      clients.forEach(Flood::close);
    }
  }
}
