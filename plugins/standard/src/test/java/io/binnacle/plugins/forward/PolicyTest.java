// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final List<String> ALL = List.of("a", "b", "c");

  @Test
  void sequentialKeepsTheOrder() {
    assertThat(Policy.SEQUENTIAL.order(ALL, 0)).isEqualTo(ALL);
    assertThat(Policy.SEQUENTIAL.order(ALL, 1)).isEqualTo(ALL);
  }

  @Test
  void roundRobinBeginsWithTheNext() {
    assertThat(Policy.ROUND_ROBIN.order(ALL, 0)).containsExactly("a", "b", "c");
    assertThat(Policy.ROUND_ROBIN.order(ALL, 1)).containsExactly("b", "a", "c");
    assertThat(Policy.ROUND_ROBIN.order(ALL, 2)).containsExactly("c", "a", "b");
    assertThat(Policy.ROUND_ROBIN.order(ALL, 3)).containsExactly("a", "b", "c");
    assertThat(Policy.ROUND_ROBIN.order(ALL, -1)).containsExactly("c", "a", "b");
  }

  @Test
  void randomHasEveryOrder() {
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(Policy.RANDOM.order(ALL, i));
    }

    assertThat(seen).hasSize(6);
  }
}
