// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

  /** The first directive of a text that is made of directives; its first line is line 2. */
  static Directive directive(String text) throws CorefileException {
    return parse(".\n" + text).blocks().getFirst().directives().getFirst();
  }

  /** What is wrong, a line for each problem. */
  static List<String> problems(String text) {
    return problems(() -> parse(text));
  }

  /** What is wrong, a line for each problem. */
  static List<String> problems(Problems.Step step) {
    CorefileException thrown = catchThrowableOfType(CorefileException.class, step::run);
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }
}
