// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class NameTextTest {
  private static String text(Name name) {
    var text = new StringBuilder();
    NameText.append(Question.of(name, Type.A, DClass.IN), text);
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({".,.", "org.,org.", "WWW.Example.ORG.,www.example.org."})
  void writesNamesInLowerCaseWithTheirFinalDot(String name, String text) throws Exception {
    assertThat(text(Name.fromString(name))).isEqualTo(text);
  }

  @Test
  void writesNamesOfRecordsTheSameWay() throws Exception {
    Name name = Name.fromString("A\\.b.Example.org.");

    assertThat(NameText.of(name)).isEqualTo("a\\.b.example.org.").isEqualTo(text(name));
    assertThat(NameText.of(Question.of(name, Type.A, DClass.IN))).isEqualTo(text(name));
  }

  @Test
  void escapesWhatForgesLinesOrSpeaksToTerminals() throws Exception {
    byte[] label = {7, '\n', 27, '[', 0, (byte) 0xff, 'x', '~', 3, '.', '"', ' ', 0};

    assertThat(text(new Name(label))).isEqualTo("\\010\\027[\\000\\255x~.\\.\\\"\\ .");
  }
}
