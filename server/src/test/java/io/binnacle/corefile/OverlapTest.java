// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Overlap.Claim;
import io.binnacle.testing.Directives;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");

  private int line;

  private Claim claim(String key, InetAddress... listen) throws CorefileException {
    line++;
    Token word = new Token(key, new Position("Corefile", line, 1));
    return new Claim(ServerKey.parse(word, 53).getFirst(), List.of(listen), false);
  }

  private static Claim filtered(Claim claim) {
    return new Claim(claim.key(), claim.listen(), true);
  }

  private static List<String> problems(Claim... claims) {
    return Directives.problems(() -> Overlap.check(Arrays.asList(claims)));
  }

  @Test
  void refusesTheSameZoneTwice() throws CorefileException {
    assertThat(problems(claim("example.org"), claim("EXAMPLE.org:53"), claim("example.org")))
        .containsExactly(
            "Corefile:2:1: example.org.:53 is already served by the block at Corefile:1:1",
            "Corefile:3:1: example.org.:53 is already served by the block at Corefile:1:1");
    assertThat(problems(claim(".", ONE), claim(".", TWO, ONE))).hasSize(1);
  }

  @Test
  void refusesOneZoneOnAllAddressesAndOnSome() throws CorefileException {
    assertThat(problems(claim("."), claim(".", ONE))).hasSize(1);
    assertThat(problems(claim(".", ONE), claim("."))).hasSize(1);
  }

  @Test
  void acceptsDifferentZonesPortsSchemesAndAddresses() throws CorefileException {
    assertThat(
            problems(
                claim("."),
                claim("example.org"),
                claim(".:1053"),
                claim("tls://.:53"),
                claim("example.net", ONE),
                claim("example.net", TWO)))
        .isEmpty();
  }

  @Test
  void acceptsFilteredBlocksBesideOneThatIsNot() throws CorefileException {
    assertThat(
            problems(
                filtered(claim(".")), claim("."), filtered(claim(".")), filtered(claim(".", ONE))))
        .isEmpty();
  }
}
