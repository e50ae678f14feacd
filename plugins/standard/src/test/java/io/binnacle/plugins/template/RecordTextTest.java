// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.TextParseException;

class RecordTextTest {
  private static String parse(String text) throws TextParseException {
    return RecordText.parse(text).toString().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '~',
      value = {
        "a.example.org. 60 IN A 192.0.2.1 → a.example.org. 60 IN A 192.0.2.1",
        "a.example.org 60 IN CNAME b.example.org → a.example.org. 60 IN CNAME b.example.org.",
        "a. A 192.0.2.1 → a. 3600 IN A 192.0.2.1",
        "a. IN 60 A 192.0.2.1 → a. 60 IN A 192.0.2.1",
        "a. 1h30m A 192.0.2.1 → a. 5400 IN A 192.0.2.1",
        "a. 60 CH TXT b → a. 60 CH TXT b",
        "a. 60 ANY SOA b. c. (1 60 60 60 60) → a. 60 ANY SOA b. c. 1 60 60 60 60",
        "a. 60 IN TXT \"b c\" d ; a comment → a. 60 IN TXT \"b c\" d",
        "a. 60 IN TXT é → a. 60 IN TXT \\195\\169",
        "a. 60 IN TYPE1 \\# 4 c0000201 → a. 60 IN A 192.0.2.1",
        "a. 60 IN SVCB 1 . alpn=h2 → a. 60 IN SVCB 1 . alpn=h2",
        "60. 60 IN A 192.0.2.1 → 60. 60 IN A 192.0.2.1",
      })
  void readsARecord(String text, String record) throws TextParseException {
    assertThat(parse(text)).isEqualTo(record);
  }

  @Test
  void readsOneOfManyLines() throws TextParseException {
    assertThat(parse("\n  a. 60 IN SOA b. c. (\n 1 60\n 60 60 60\n)\n  ; a comment\n"))
        .isEqualTo("a. 60 IN SOA b. c. 1 60 60 60 60");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.",
        "a. 60",
        "a. 60 IN",
        "a. 60 IN A",
        "a. 60 IN A b",
        "a. 60 IN A 192.0.2.1 192.0.2.2",
        "a. 60 IN A 192.0.2.1\nb. 60 IN A 192.0.2.2",
        "a. 60 IN A 192.0.2.1\n\nb.",
        "a. 60 IN TXT \"b",
        "a. 60 IN TXT \"b\nc\"",
        "a. 60 IN TXT b )",
        "a..b. 60 IN A 192.0.2.1",
        "a. 60 60 IN A 192.0.2.1",
        "a. 60 IN IN A 192.0.2.1",
        "a. 60x IN A 192.0.2.1",
        "a. 60 IN FOO b",
        "a. 60 IN ANY",
        "a. 60 IN OPT",
        "a. 60 IN TYPE1 \\# 3 c00002",
        "a. \"60\" IN A 192.0.2.1",
        "$INCLUDE /etc/passwd",
        "$ORIGIN a.",
        "; a comment",
      })
  void refusesWhatIsNotExactlyOne(String text) {
    assertThatExceptionOfType(TextParseException.class).isThrownBy(() -> RecordText.parse(text));
  }
}
