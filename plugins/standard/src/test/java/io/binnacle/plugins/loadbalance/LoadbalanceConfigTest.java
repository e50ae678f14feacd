// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.testing.Directives;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadbalanceConfigTest {
  private static LoadbalanceConfig parse(String text) throws CorefileException {
    return LoadbalanceConfig.parse(Directives.parse(text), Path.of("/srv")::resolve);
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
  void readsWhereWeightsAre() throws Exception {
    assertThat(parse("loadbalance weighted weights"))
        .isEqualTo(
            new LoadbalanceConfig(Path.of("/srv/weights"), Duration.ofSeconds(30), List.of()));
    assertThat(parse("loadbalance weighted weights {\n reload 0\n}").reload()).isZero();
    assertThat(parse("loadbalance").weights()).isNull();
  }

  @Test
  void saysWhatIsWrong() {
    String subnet = "expected a subnet such as 10.0.0.0/8, found ";

    assertThat(problems("loadbalance weighted {\n reload\n reload -1s\n prefer 10.0.0.0/8\n}"))
        .containsExactly(
            "Corefile:2:21: loadbalance: expected the path of a file of weights, found end of line",
            "Corefile:3:8: loadbalance: reload: expected a duration, found end of line",
            "Corefile:4:9: loadbalance: reload: expected a duration of at least 0s, found '-1s'",
            "Corefile:5:2: loadbalance: prefer: has no effect with 'weighted'");
    assertThat(problems("loadbalance weighted a b"))
        .containsExactly("Corefile:2:24: loadbalance: expected end of line, found 'b'");
    assertThat(problems("loadbalance {\n reload 1s\n}"))
        .containsExactly("Corefile:3:2: loadbalance: reload: has no effect without 'weighted'");
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
