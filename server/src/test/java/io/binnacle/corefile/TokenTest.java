// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import org.junit.jupiter.api.Test;

class TokenTest {
  private static String place(String word, String part) throws CorefileException {
    Token token = Directives.parse("log " + word).arguments().getFirst();
    return token.at(token.text().indexOf(part)).toString();
  }

  @Test
  void knowsWhereItsCharactersStand() throws CorefileException {
    assertThat(place("abc", "a")).isEqualTo("Corefile:2:5");
    assertThat(place("a\uD83D\uDE00c", "c")).isEqualTo("Corefile:2:7");
    assertThat(place("a\"c", "c")).isEqualTo("Corefile:2:7");
  }

  @Test
  void knowsWhereTheyStandInQuotes() throws CorefileException {
    assertThat(place("\"abc\"", "a")).isEqualTo("Corefile:2:6");
    assertThat(place("\"\\\"a\\\" b\"", "b")).isEqualTo("Corefile:2:12");
    assertThat(place("\"a\nb \\\"c\"", "c")).isEqualTo("Corefile:3:5");
  }
}
