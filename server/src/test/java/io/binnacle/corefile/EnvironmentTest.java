// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private static String expand(String word, Map<String, String> variables) {
    return new Environment(variables::get).expand(word, Position.of("Corefile"));
  }

  @Test
  void replacesBothSpellings() {
    assertThat(expand("{$A}-{%A%}-{$A}", Map.of("A", "x"))).isEqualTo("x-x-x");
  }

  @Test
  void takesAnUnsetVariableForEmpty() {
    assertThat(expand("a{$UNSET}b", Map.of())).isEqualTo("ab");
  }

  @Test
  void acceptsAnyCharacterInAName() {
    assertThat(expand("{$A B:-c}", Map.of("A B:-c", "x"))).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{$}", "{%%}", "{%}", "{$A", "{%A}", "{ $A}", "{{ $A }}", "$A", "%A%"})
  void leavesWhatHasNoNameOrNoEnd(String word) {
    assertThat(expand(word, Map.of("A", "x"))).isEqualTo(word);
  }

  @Test
  void leavesTheRestOfTheWordBehindAReferenceWithoutName() {
    assertThat(expand("{$}{$A}", Map.of("A", "x"))).isEqualTo("{$}{$A}");
    assertThat(expand("{%%}{%A%}{$A}", Map.of("A", "x"))).isEqualTo("{%%}{%A%}x");
  }

  @Test
  void seesAReferenceInATemplateWithoutBlanks() {
    assertThat(expand("{{$x}}", Map.of("x", "y"))).isEqualTo("{y}");
  }

  @Test
  void replacesReferencesInValues() {
    assertThat(expand("{%A%}", Map.of("A", "<{$B}>", "B", "b"))).isEqualTo("<b>");
    assertThat(expand("{$A}B}", Map.of("A", "{$", "B", "b"))).isEqualTo("b");
  }

  @Test
  void replacesPercentFormsFirst() {
    assertThat(expand("{$A}", Map.of("A", "{%B%}", "B", "b"))).isEqualTo("{%B%}");
  }

  @Test
  void refusesEndlessValues() {
    assertThatThrownBy(() -> expand("{$A}", Map.of("A", "{$A}")))
        .isInstanceOf(Stop.class)
        .hasMessage("the variables in '{$A}' are endless or too long");
    assertThatThrownBy(() -> expand("{$A}", Map.of("A", "{$B}x", "B", "{$A}")))
        .isInstanceOf(Stop.class);
    assertThatThrownBy(() -> expand("{$A}{$A}", Map.of("A", "a".repeat(40_000))))
        .isInstanceOf(Stop.class);
  }

  @Test
  void readsTheEnvironmentOfTheProcess() {
    String path = System.getenv("PATH");

    assertThat(Environment.ofProcess().expand("{$PATH}", Position.of("Corefile")))
        .isEqualTo(path == null ? "" : path);
  }
}
