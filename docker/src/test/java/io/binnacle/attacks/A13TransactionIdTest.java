// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A13: ids that can be foretold (CVE-2019-19794), as an upstream sees them. Each bound is more than
 * six standard deviations from what is to be expected.
 */
class A13TransactionIdTest {
  private static final int ASKED = 4096;
  private static final int AT_A_TIME = 32;

  /** Chi-square with 15 degrees of freedom: 15 on average, beyond 90 once in 10^12 tests. */
  private static final double LARGEST = 90;

  private static int[] ids() throws Exception {
    try (var upstream = FakeUpstream.start(question -> question.answer("192.0.2.1"));
        var server = TestServer.start(".:0 {\n%s\nforward . %s\n}", Flood.MARKER, upstream);
        var client = new Flood(server)) {
      for (int i = 0; i < ASKED; i++) {
        client.ask(i + ".example.org");
        client.await(i / AT_A_TIME * AT_A_TIME);
      }
      client.await(ASKED);
      return upstream.rest().stream()
          .mapToInt(asked -> asked.message().getHeader().getID())
          .toArray();
    }
  }

  @Test
  void cannotBeForetold() throws Exception {
    int[] ids = ids();

    assertThat(ids).hasSize(ASKED);
    for (int shift = 0; shift < 16; shift += 4) {
      assertThat(chiSquare(ids, shift)).as("bits from %d", shift).isLessThan(LARGEST);
      assertThat(chiSquare(differences(ids), shift)).as("differences").isLessThan(LARGEST);
    }
    // 125 are to be expected twice
    assertThat(Arrays.stream(ids).distinct().count()).isGreaterThan(ASKED - 200);
  }

  /** From each id to the next. */
  private static int[] differences(int[] ids) {
    return IntStream.range(1, ids.length).map(i -> ids[i] - ids[i - 1] & 0xffff).toArray();
  }

  /** How far four bits of these numbers are from being as likely as any others. */
  private static double chiSquare(int[] numbers, int shift) {
    int[] counts = new int[16];
    for (int number : numbers) {
      counts[number >> shift & 0xf]++;
    }
    double expected = numbers.length / 16.0;
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }
}
