// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A14: ports that can be foretold, or that are used for long enough to be found (CVE-2026-50252),
 * as an upstream sees them.
 */
class A14SourcePortTest {
  private static final int ASKED = 4096;
  private static final int AT_A_TIME = 32;
  private static final long MOST_AT_A_PORT = 16;

  @Test
  void changesAllTheTimeAndCannotBeForetold() throws Exception {
    List<Integer> ports;
    try (var upstream = FakeUpstream.start(question -> question.answer("192.0.2.1"));
        var server = TestServer.start(".:0 {\n%s\nforward . %s\n}", Flood.MARKER, upstream);
        var client = new Flood(server)) {
      for (int i = 0; i < ASKED; i++) {
        client.ask(i + ".example.org");
        client.await(i / AT_A_TIME * AT_A_TIME);
      }
      client.await(ASKED);
      ports =
          upstream.rest().stream()
              .map(UpstreamQuestion::client)
              .map(address -> address.getPort())
              .toList();
    }

    Map<Integer, Long> uses = ports.stream().collect(groupingBy(port -> port, counting()));
    List<Integer> order = ports.stream().distinct().toList();
    // Of 28,232 ports, 256 are chosen: a few are chosen twice.
    assertThat(uses.values().stream().filter(count -> count > MOST_AT_A_PORT).count())
        .isLessThan(20);
    assertThat(order).hasSizeGreaterThan(ASKED / 16 - 20);
    long near =
        IntStream.range(1, order.size())
            .filter(i -> Math.abs(order.get(i) - order.get(i - 1)) < 16)
            .count();
    assertThat(near).as("near the one before").isLessThan(order.size() / 10);
    assertThat(order.stream().filter(port -> port % 2 == 0).count())
        .as("even ones")
        .isBetween((long) (order.size() * 0.25), (long) (order.size() * 0.75));
  }
}
