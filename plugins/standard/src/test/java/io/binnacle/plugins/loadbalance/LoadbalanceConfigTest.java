// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.testing.Directives;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadbalanceConfigTest {
  private static LoadbalanceConfig parse(String text) throws CorefileException {
    return LoadbalanceConfig.parse(Directives.parse(text));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void prefersNothingByDefault() throws Exception {
    assertThat(parse("loadbalance").preferred()).isEmpty();
    assertThat(parse("loadbalance round_robin").preferred()).isEmpty();
  }

  @Test
  void readsSubnetsInTheirOrder() throws Exception {
    var config = parse("loadbalance {\n prefer 10.9.0.0/16 10.0.0.0/8\n prefer 2001:db8::/32\n}");

    assertThat(config.preferred())
        .hasSize(3)
        .satisfiesExactly(
            first -> assertThat(first.contains(InetAddress.ofLiteral("10.9.1.1"))).isTrue(),
            second -> assertThat(second.contains(InetAddress.ofLiteral("10.8.1.1"))).isTrue(),
            third -> assertThat(third.contains(InetAddress.ofLiteral("2001:db8::1"))).isTrue());
  }

  @Test
  void saysWhatIsWrong() {
    String subnet = "expected a subnet such as 10.0.0.0/8, found ";

    assertThat(problems("loadbalance weighted weights {\n reload 10s\n}"))
        .containsExactly(
            "Corefile:2:13: loadbalance: 'weighted' is not in Binnacle yet",
            "Corefile:3:2: loadbalance: unknown property 'reload'");
    assertThat(problems("loadbalance random"))
        .containsExactly(
            "Corefile:2:13: loadbalance: expected one of round_robin, weighted, found 'random'");
    assertThat(problems("loadbalance round_robin weights"))
        .containsExactly("Corefile:2:25: loadbalance: expected end of line, found 'weights'");
    assertThat(problems("loadbalance {\n prefer\n prefer 10.0.0.0/8 10.0.0.1\n}"))
        .containsExactly(
            "Corefile:3:8: loadbalance: prefer: " + subnet + "end of line",
            "Corefile:4:20: loadbalance: prefer: " + subnet + "'10.0.0.1'");
  }
}
