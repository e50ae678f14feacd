// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoStringTest {
  @Test
  void readsEscapes() {
    assertThat(GoString.unescape("plain é")).isEqualTo("plain é");
    assertThat(GoString.unescape("\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\""))
        .isEqualTo("\u0007\b\f\n\r\t\u000b\\'\"");
    assertThat(GoString.unescape("é\\x41\\102\\u00e9\\U0001f600."))
        .isEqualTo("éAB\u00e9\uD83D\uDE00.");
    assertThat(GoString.unescape("\\xc3\\xa9")).isEqualTo("é");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\", "\\q", "\\x4", "\\xg0", "\\08", "\\u12", "\\x+1", "\\400", "\\Uffffffff"})
  void refusesEscapesWithoutMeaning(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> GoString.unescape(text));
  }

  @Test
  void quotes() {
    assertThat(GoString.quote("")).isEqualTo("\"\"");
    assertThat(GoString.quote("a b'é\uD83D\uDE00")).isEqualTo("\"a b'é\uD83D\uDE00\"");
    assertThat(GoString.quote("abfnrtv")).isEqualTo("\"abfnrtv\"");
    assertThat(GoString.quote("\"\\\n\t\u0007\u000b")).isEqualTo("\"\\\"\\\\\\n\\t\\a\\v\"");
    assertThat(GoString.quote("\u0001\u007f\u00a0\u200b\uDB40\uDC01"))
        .isEqualTo("\"\\x01\\x7f\\u00a0\\u200b\\U000e0001\"");
  }
}
