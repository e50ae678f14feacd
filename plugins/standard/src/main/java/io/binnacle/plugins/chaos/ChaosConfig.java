// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.chaos;

import io.binnacle.Version;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Token;
import java.util.List;

/**
 * What {@code chaos} says.
 *
 * <p><i>Immutable.</i>
 *
 * @param version of the server
 * @param authors those who made it
 */
record ChaosConfig(String version, List<String> authors) {
  private static final List<String> AUTHORS = List.of("The Binnacle authors");

  ChaosConfig {
    authors = authors.stream().distinct().sorted().toList();
  }

  /** {@code chaos [VERSION [AUTHOR...]]}. */
  static ChaosConfig parse(Directive chaos) throws CorefileException {
    chaos.noBlock();
    List<String> words = chaos.arguments().stream().map(Token::text).toList();
    return new ChaosConfig(
        words.isEmpty() ? "Binnacle-" + Version.load().number() : words.getFirst(),
        words.size() < 2 ? AUTHORS : words.subList(1, words.size()));
  }
}
