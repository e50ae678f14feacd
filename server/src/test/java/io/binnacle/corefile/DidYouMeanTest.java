// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  @ParameterizedTest
  @CsvSource({
    "cache, cache, 0",
    "cach, cache, 1",
    "caache, cache, 1",
    "coche, cache, 1",
    "cahce, cache, 1",
    "'', cache, 5",
    "forward, log, 6",
  })
  void countsTypos(String from, String to, int typos) {
    assertThat(DidYouMean.distance(from, to)).isEqualTo(typos);
    assertThat(DidYouMean.distance(to, from)).isEqualTo(typos);
  }

  @Test
  void namesTheNearestWord() {
    assertThat(DidYouMean.hint("kubernets", List.of("cache", "kubernetes", "kubernetai")))
        .isEqualTo(", did you mean 'kubernetes'?");
  }

  @Test
  void isSilentWhenNoWordIsNear() {
    assertThat(DidYouMean.hint("proxy", List.of("forward", "cache"))).isEmpty();
    assertThat(DidYouMean.hint("", List.of("log"))).isEmpty();
    assertThat(DidYouMean.hint("x".repeat(1_000_000), List.of("x".repeat(999_999)))).isEmpty();
  }
}
