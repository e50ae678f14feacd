// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.binnacle.testing.Queries;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
  private static Weights parse(String text) {
    return Weights.parse(text.lines().toList());
  }

  private static int weight(Weights weights, String name, String address) {
    return weights.of(Queries.name(name), InetAddress.ofLiteral(address));
  }

  @Test
  void readsNamesAndTheWeightsOfTheirAddresses() {
    Weights weights =
        parse(
            """
            # a comment
            www.example.org
              192.0.2.1   3
              2001:DB8::1 255

            WWW.example.net.
            192.0.2.1 1
            www.example.org
            192.0.2.2 7
            """);

    assertThat(weight(weights, "www.example.org", "192.0.2.1")).isEqualTo(3);
    assertThat(weight(weights, "WWW.EXAMPLE.ORG", "2001:db8::1")).isEqualTo(255);
    assertThat(weight(weights, "www.example.org", "192.0.2.2")).isEqualTo(7);
    assertThat(weight(weights, "www.example.net", "192.0.2.1")).isEqualTo(1);
  }

  @Test
  void whatIsNotThereWeighsOne() {
    Weights weights = parse("www.example.org\n192.0.2.1 3");

    assertThat(weight(weights, "www.example.org", "192.0.2.9")).isEqualTo(1);
    assertThat(weight(weights, "example.org", "192.0.2.1")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'192.0.2.1 3',        'line 1: expected a name, or below it an address and its weight, found"
        + " ''192.0.2.1 3'''",
    "'a\n"
        + "192.0.2.1 3 4',   'line 2: expected a name, or below it an address and its weight, found"
        + " ''192.0.2.1 3 4'''",
    "'a\n\n192.0.2.1 0',   'line 3: expected a weight from 1 to 255, found ''0'''",
    "'a\n192.0.2.1 256',   'line 2: expected a weight from 1 to 255, found ''256'''",
    "'a\n192.0.2.1 x',     'line 2: expected a weight from 1 to 255, found ''x'''",
    "'a\n192.0.2 1',       'line 2: expected an address, found ''192.0.2'''",
    "'a..b',               'line 1: expected a name, found ''a..b'''",
  })
  void saysWhatIsWrong(String text, String problem) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse(text)).withMessage(problem);
  }
}
