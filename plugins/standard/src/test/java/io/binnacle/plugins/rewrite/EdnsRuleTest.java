// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class EdnsRuleTest {
  private static final String NAME = "www.example.org";

  @ParameterizedTest
  @CsvSource({
    "local set 0xffee abc, 65518 616263",
    "local set 65518 0x01FF, 65518 01ff",
    "local append 0177756 0x01 revert, 65518 01",
    "LOCAL SET 65001 {qname}, 65001 7777772e6578616d706c652e6f72672e",
    "local set 65001 {qtype}, 65001 001c",
    "local set 65001 {client_ip}, 65001 7f000001",
    "local set 65001 {server_ip}, 65001 7f000001",
    "local set 65001 {protocol}, 65001 756470",
    "nsid set, '3 '",
    "subnet set 20 56, 8 000114007f0000",
    "subnet set 9 56, 8 000109007f00",
    "subnet set 0 0 revert, 8 00010000",
    "subnet append 32 128, 8 000120007f000001",
  })
  void upstreamsSeeOptionsAndClientsDoNot(String rule, String option) throws Exception {
    try (var server = new RewritingServer("rewrite edns0 " + rule)) {
      Message response = server.ask(NAME, Type.AAAA);

      assertThat(options(server)).containsExactly(option);
      assertThat(response.getOPT()).isNull();
    }
  }

  @Test
  void portsAreTwoBytes() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite continue edns0 local set 65001 {server_port}
            rewrite continue edns0 local set 65002 {client_port}
            """)) {
      server.ask(NAME, Type.A);

      assertThat(options(server))
          .satisfiesExactly(
              ours ->
                  assertThat(ours)
                      .isEqualTo("65001 %04x".formatted(server.server().address().getPort())),
              theirs -> assertThat(theirs).matches("65002 [0-9a-f]{4}"));
    }
  }

  @Test
  void optionsOfTheClientCountForActionsButStayHere() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite continue edns0 local append 65001 0x02
            rewrite continue edns0 local replace 65002 0x03
            rewrite edns0 local set 65003 0x04
            """)) {
      server.server().udp().ask(queryWith(65001));
      assertThat(options(server)).containsExactly("65003 04");

      server.server().udp().ask(queryWith(65002));
      assertThat(options(server)).containsExactly("65001 02", "65002 03", "65003 04");
    }
  }

  @Test
  void whatIsUnsetIsGoneAndWhereNothingWasTheRulesGoOn() throws Exception {
    try (var server =
        new RewritingServer(
            """
            rewrite continue edns0 local set 65001 0x01
            rewrite continue edns0 nsid append
            rewrite edns0 subnet unset
            rewrite edns0 local unset 65001
            rewrite edns0 nsid unset
            """)) {
      server.ask(NAME, Type.A);

      assertThat(options(server)).containsExactly("3 ");
    }
  }

  @Test
  void metadataGoIntoOptionsWhereThereAreSome() {
    Query query = Queries.udp(NAME, Type.A, new DefaultEventLoop());
    OptionData data = OptionData.parse("{test/name}");

    assertThat(data.of(query)).isNull();
    assertThat(data.of(query.withMetadata((_, label) -> label.equals("test/name") ? "" : "x")))
        .isNull();
    assertThat(data.of(query.withMetadata((_, label) -> label.equals("test/name") ? "x" : "")))
        .containsExactly('x');
  }

  @Test
  void anIpv6ClientHasAnIpv6Subnet() {
    Client client =
        Client.of(
            new InetSocketAddress("2001:db8:ff:fffe::1", 1),
            new InetSocketAddress("2001:db8::53", 53),
            Transport.TCP,
            new DefaultEventLoop());
    Query query = Queries.query(NAME, Type.A, null, client);

    byte[] data = new ClientSubnet(24, 47).of(query);

    assertThat(HexFormat.of().formatHex(data)).isEqualTo("00022f0020010db800fe");
  }

  @Test
  void optionsThatFitIntoNoMessageAreAFailure() throws Exception {
    String rule = "rewrite continue edns0 local set %d " + "x".repeat(20_000) + "\n";
    try (var three =
            new RewritingServer(rule.formatted(1) + rule.formatted(2) + rule.formatted(3));
        var four =
            new RewritingServer(
                rule.formatted(1) + rule.formatted(2) + rule.formatted(3) + rule.formatted(4))) {
      assertThat(three.server().tcp().ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(four.server().tcp().ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }
  }

  @Test
  void answersThatAreForOneClientAreNotHeld() throws Exception {
    try (var personal = new RewritingServer("rewrite edns0 subnet set 24 56\ncache");
        var common = new RewritingServer("rewrite edns0 local set 65001 abc\ncache")) {
      personal.ask(NAME, Type.A);
      personal.ask(NAME, Type.A);
      common.ask(NAME, Type.A);
      common.ask(NAME, Type.A);

      assertThat(personal.upstream().asked()).isEqualTo(2);
      assertThat(common.upstream().asked()).isEqualTo(1);
    }
  }

  /** The options that the upstream has seen last: code and data. */
  private static List<String> options(RewritingServer server) {
    OPTRecord opt = server.upstream().next().message().getOPT();
    return opt.getOptions().stream()
        .map(
            it -> it.getCode() + " " + HexFormat.of().formatHex(it.toWire(), 4, it.toWire().length))
        .toList();
  }

  private static Message queryWith(int code) {
    Message query = DnsClient.query(NAME, Type.A);
    EDNSOption option = new GenericEDNSOption(code, new byte[] {1});
    query.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(option)), Section.ADDITIONAL);
    return query;
  }
}
