// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
  private static final Map<String, String> LABELS =
      Map.of("team", "blue", "example.org/size", "7", "empty", "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "team",
        "team=blue",
        "team==blue",
        " team = blue , !tier ",
        "team!=red",
        "tier!=red",
        "team in (red, blue)",
        "team notin (red,green)",
        "tier notin (red)",
        "example.org/size>6",
        "example.org/size gt 6,example.org/size lt 8",
        "example.org/size<8,team",
        "empty=",
        "empty in ()",
        "empty=,team=blue",
      })
  void chooses(String selector) {
    assertThat(LabelSelector.parse(selector).matches(LABELS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tier",
        "!team",
        "team=red",
        "team!=blue",
        "team in (red)",
        "tier in (red)",
        "team notin (blue)",
        "example.org/size>7",
        "team>1",
        "tier<1",
        "team=blue,tier",
      })
  void leavesOut(String selector) {
    assertThat(LabelSelector.parse(selector).matches(LABELS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team=blue=red | expected ',', found '='",
        "=blue         | expected a label's key, found '='",
        "team in blue  | expected '(', found 'blue'",
        "team in (blue | expected ')', found the end",
        "a/b/c         | expected a label's key, found 'a/b/c'",
        "Team!         | expected an operator, found '!'",
        "-x            | expected a label's key, found '-x'",
        "a=b c         | expected ',', found 'c'",
        "a,            | expected a label's key, found the end",
        "a>x           | expected a number, found 'x'",
        "a=_b          | expected a label's value, found '_b'",
      })
  void saysWhatIsWrong(String selector, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSelector.parse(selector))
        .withMessage("'" + selector + "' is no label selector: " + problem);
  }

  @Test
  void writesWhatTheApiServerReads() {
    assertThat(LabelSelector.parse("a=b,c!=d,e in (g,f),h,!i,j>1,k lt 2"))
        .hasToString("a in (b),c notin (d),e in (f,g),h,!i,j>1,k<2");
  }
}
