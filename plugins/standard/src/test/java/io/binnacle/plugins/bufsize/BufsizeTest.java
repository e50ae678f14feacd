// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bufsize;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Directive;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugin.WireResponse;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class BufsizeTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          bufsize:io.binnacle.plugins.bufsize.BufsizePlugin
          long:io.binnacle.plugins.bufsize.BufsizeTest$Text
          """);

  /** A text of so many bytes. */
  public static final class Text implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      String text = "x".repeat(Integer.parseInt(directive.arguments().getFirst().text()));
      block.use(
          query ->
              WireResponse.of(
                  ResponseBuilder.of(query.question()).txt(5, text).build(), Rcode.NOERROR, 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',           1000, 4096, false",
    "'',           1500, 4096, true",
    "bufsize,      1500, 4096, true",
    "bufsize 512,  600,  4096, true",
    "bufsize 1000, 900,  4096, false",
    "bufsize 4096, 3000, 4096, false",
    "bufsize 4096, 3000, 1232, true",
  })
  void limitsUdpResponses(String bufsize, int length, int clients, boolean isCut) throws Exception {
    try (var server = TestServer.start(CATALOG, ".:0 {\n%s\nlong %d\n}", bufsize, length)) {
      Message query = DnsClient.query("www.example.org", Type.TXT);
      query.addRecord(new OPTRecord(clients, 0, 0), Section.ADDITIONAL);

      assertThat(server.udp().ask(query).getHeader().getFlag(Flags.TC)).isEqualTo(isCut);
      assertThat(server.tcp().ask(query).getHeader().getFlag(Flags.TC)).isFalse();
    }
  }

  @Test
  void aClientWithoutEdnsGetsAtMost512Bytes() throws Exception {
    try (var server = TestServer.start(CATALOG, ".:0 {\nbufsize 4096\nlong 600\n}")) {
      assertThat(server.ask("www.example.org", Type.TXT).getHeader().getFlag(Flags.TC)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bufsize 511,   2:9, 'expected a number of bytes from 512 to 4096, found ''511'''",
    "bufsize 4097,  2:9, 'expected a number of bytes from 512 to 4096, found ''4097'''",
    "bufsize x,     2:9, 'expected a number of bytes, found ''x'''",
    "bufsize 512 1, 2:13, 'expected end of line, found ''1'''",
  })
  void saysWhatIsWrong(String text, String place, String problem) {
    assertThat(
            Directives.problems(
                () -> Server.build(TestServer.corefile(".:0 {\n" + text + "\n}"), CATALOG)))
        .containsExactly("Corefile:" + place + ": bufsize: " + problem);
  }
}
