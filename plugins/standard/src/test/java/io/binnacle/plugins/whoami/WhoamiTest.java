// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.whoami;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Transport;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import io.netty.channel.DefaultEventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class WhoamiTest {
  private static Message answer(String name, int type, String client) {
    InetSocketAddress address = new InetSocketAddress(client, 40212);
    InetSocketAddress server = new InetSocketAddress("192.0.2.53", 53);
    Query query =
        Queries.query(
            name, type, null, Client.of(address, server, Transport.TCP, new DefaultEventLoop()));
    return ((MessageResponse) new WhoamiPlugin().handle(query)).message(query.question());
  }

  @Test
  void tellsAddressPortAndTransport() throws Exception {
    try (var server = TestServer.start(".:0 {\nbind 127.0.0.1\nwhoami\n}")) {
      Message response = server.ask("www.Example.org", Type.MX);

      assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
      assertThat(response.getSection(Section.ANSWER)).isEmpty();
      assertThat(response.getSection(Section.ADDITIONAL))
          .satisfiesExactly(
              address ->
                  assertThat(address)
                      .isInstanceOfSatisfying(
                          ARecord.class, a -> assertThat(a.rdataToString()).isEqualTo("127.0.0.1"))
                      .returns(Queries.name("www.example.org"), Record::getName)
                      .returns(0L, Record::getTTL),
              port ->
                  assertThat(port)
                      .isInstanceOf(SRVRecord.class)
                      .returns(Queries.name("_udp.www.example.org"), Record::getName));
      assertThat(server.tcp().ask("example.org", Type.A).getSection(Section.ADDITIONAL).getLast())
          .returns(Queries.name("_tcp.example.org"), Record::getName);
    }
  }

  @Test
  void tellsAnAddressOfIpv6() {
    assertThat(answer("example.org", Type.A, "2001:db8::7").getSection(Section.ADDITIONAL))
        .extracting(Record::toString)
        .containsExactly(
            "example.org.\t\t0\tIN\tAAAA\t2001:db8:0:0:0:0:0:7",
            "_tcp.example.org.\t0\tIN\tSRV\t0 0 40212 .");
  }

  @Test
  void aNameWithoutRoomForTheTransportIsAnsweredWithTheAddress() {
    String longest = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63);

    assertThat(
            answer(longest + "." + "d".repeat(61), Type.A, "192.0.2.7")
                .getSection(Section.ADDITIONAL))
        .singleElement()
        .isInstanceOf(ARecord.class);
  }

  @Test
  void takesNoArgumentsAndNoBlock() {
    assertThat(problems(". {\n whoami all\n}"))
        .containsExactly("Corefile:2:9: whoami: expected end of line, found 'all'");
    assertThat(problems(". {\n whoami {\n }\n}"))
        .containsExactly("Corefile:2:8: whoami: expected end of line, found '{'");
  }

  private static List<String> problems(String text) {
    return Directives.problems(
        () -> Server.build(TestServer.corefile(text), PluginCatalog.packed()));
  }
}
