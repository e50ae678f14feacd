// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import io.binnacle.testing.Directives;
import java.util.List;
import java.util.Map;

/** Corefiles of one text, for tests. */
final class Parsing {
  private Parsing() {}

  static Corefile parse(String text) throws CorefileException {
    return parse(text, Map.of());
  }

  static Corefile parse(String text, Map<String, String> variables) throws CorefileException {
    return Corefile.parse("Corefile", text, 53, new Environment(variables::get));
  }

  /** What is wrong, a line for each problem. */
  static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }
}
