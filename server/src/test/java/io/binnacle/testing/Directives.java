// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Environment;
import io.binnacle.corefile.Problem;
import io.binnacle.corefile.Problems;
import java.util.List;

/** Directives made of a text. */
public final class Directives {
  private Directives() {}

  /** The first directive of a text that holds nothing else than directives; it begins on line 2. */
  public static Directive parse(String text) throws CorefileException {
    return Corefile.parse("Corefile", ".\n" + text, 53, new Environment(_ -> null))
        .blocks()
        .getFirst()
        .directives()
        .getFirst();
  }

  /** What a step finds wrong: {@code Corefile:2:5: …}, a line for each problem. */
  public static List<String> problems(Problems.Step step) {
    CorefileException thrown = catchThrowableOfType(CorefileException.class, step::run);
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }
}
