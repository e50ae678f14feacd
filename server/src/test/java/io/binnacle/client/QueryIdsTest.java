// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Attack A13: message ids look like coin tosses. Each bound is at six standard deviations or more:
 * a fair generator fails once in a hundred million runs.
 */
class QueryIdsTest {
  private static final int DRAWN = 1 << 18;

  private static int[] draw() {
    var ids = new QueryIds(new SecureRandom());
    return IntStream.generate(ids::next).limit(DRAWN).toArray();
  }

  @Test
  void lieInSixteenBits() {
    assertThat(Arrays.stream(draw())).allMatch(id -> id >= 0 && id <= 0xffff);
  }

  @Test
  void haveEachBitSetHalfTheTime() {
    int[] ids = draw();

    for (int bit = 0; bit < 16; bit++) {
      int mask = 1 << bit;
      assertThat(Arrays.stream(ids).filter(id -> (id & mask) != 0).count())
          .isCloseTo(DRAWN / 2, within(sixDeviations(0.5)));
    }
  }

  @Test
  void doNotFollowFromTheIdBefore() {
    int[] ids = draw();

    for (int bit = 0; bit < 16; bit++) {
      int mask = 1 << bit;
      assertThat(IntStream.range(1, DRAWN).filter(i -> ((ids[i] ^ ids[i - 1]) & mask) != 0).count())
          .isCloseTo(DRAWN / 2, within(sixDeviations(0.5)));
    }
    assertThat(IntStream.range(1, DRAWN).filter(i -> ids[i] == ids[i - 1] + 1).count())
        .isLessThan(40); // 4 are to be expected
  }

  @Test
  void useTheWholeRange() {
    long different = Arrays.stream(draw()).distinct().count();

    // each id is missed with a probability of e^-4
    assertThat(different).isCloseTo(Math.round(65_536 * (1 - Math.exp(-4))), within(250L));
  }

  @Test
  void areOthersAtEachStart() {
    assertThat(draw()).isNotEqualTo(draw());
  }

  private static long sixDeviations(double probability) {
    return Math.round(6 * Math.sqrt(DRAWN * probability * (1 - probability)));
  }
}
