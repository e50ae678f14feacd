// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class ChaosTest {
  private static Message ask(TestServer server, String name, int type) throws IOException {
    Record question = Record.newRecord(Queries.name(name), type, DClass.CH);
    return server.udp().ask(Message.newQuery(question));
  }

  @ParameterizedTest
  @CsvSource({
    "version.bind,   a b",
    "VERSION.server, a b",
    "hostname.bind,  ",
    "id.server,      ",
    "authors.bind,   one other",
  })
  void tellsWhatItIs(String name, String text) throws Exception {
    try (var server = TestServer.start(".:0 {\n chaos \"a b\" other one other\n whoami\n}")) {
      Message response = ask(server, name, Type.TXT);

      assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.getSection(Section.ANSWER))
          .isNotEmpty()
          .allSatisfy(
              record -> {
                assertThat(record.getName()).hasToString(name + ".");
                assertThat(record.getDClass()).isEqualTo(DClass.CH);
                assertThat(record.getTTL()).isZero();
              });
      String found =
          response.getSection(Section.ANSWER).stream()
              .flatMap(record -> ((TXTRecord) record).getStrings().stream())
              .sorted()
              .reduce((a, b) -> a + " " + b)
              .orElseThrow();
      assertThat(found).isEqualTo(text == null ? HostName.ofMachine() : text);
    }
  }

  @Test
  void refusesTheRestWhicheverPluginsThereAre() throws Exception {
    try (var server = TestServer.start(".:0 {\n chaos\n whoami\n}")) {
      assertThat(ask(server, "version.bind", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(ask(server, "example.org", Type.TXT).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(server.ask("version.bind", Type.TXT).getSection(Section.ADDITIONAL))
          .isNotEmpty(); // class IN: whoami
    }
  }

  @Test
  void speaksOnlyForItsOwnBlock() throws Exception {
    try (var server = TestServer.start("example.org:0 {\n chaos\n}\n.:0 {\n whoami\n}")) {
      assertThat(ask(server, "version.bind", Type.TXT).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chaos", "chaos 1.2"})
  void hasAuthorsOfItsOwn(String text) throws Exception {
    assertThat(ChaosConfig.parse(Directives.parse(text)).authors())
        .containsExactly("The Binnacle authors");
  }

  @Test
  void hasAVersionOfItsOwn() throws Exception {
    assertThat(ChaosConfig.parse(Directives.parse("chaos")).version()).startsWith("Binnacle-");
  }

  @Test
  void aLongTextIsSentWhole() throws Exception {
    String text = "x".repeat(300);
    try (var server = TestServer.start(".:0 {\n chaos %s\n}", text)) {
      Record record = ask(server, "version.bind", Type.TXT).getSection(Section.ANSWER).getFirst();

      assertThat(String.join("", ((TXTRecord) record).getStrings())).isEqualTo(text);
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(Directives.problems(() -> ChaosConfig.parse(Directives.parse("chaos 1 {\n a\n}"))))
        .containsExactly("Corefile:2:8: chaos: expected end of line, found '{'");
  }
}
