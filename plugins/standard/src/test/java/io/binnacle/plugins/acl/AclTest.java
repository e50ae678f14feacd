// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Directive;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugin.WireResponse;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AclTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          acl:io.binnacle.plugins.acl.AclPlugin
          alias:io.binnacle.plugins.acl.AclTest$Alias
          """);

  /** Every name is an alias of this one, which has an address. */
  public static final class Alias implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      byte[] target = WireName.of(directive.arguments().getFirst().text());
      block.use(
          query ->
              WireResponse.of(
                  ResponseBuilder.of(query.question())
                      .cname(5, target)
                      .owner(target)
                      .a(5, 0xc0000201)
                      .build(),
                  Rcode.NOERROR,
                  0));
    }
  }

  private static TestServer start(String acl) {
    return TestServer.start(CATALOG, ".:0 {\n" + acl + "\nalias target.example.net\n}");
  }

  private static Message ask(TestServer server, String name) throws IOException {
    Message query = DnsClient.query(name, Type.A);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    return server.udp().ask(query);
  }

  private static int reason(Message response) {
    return response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
        .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
        .findFirst()
        .orElse(-1);
  }

  @Test
  void blocks() throws Exception {
    try (var server = start("acl example.org {\n block net 127.0.0.0/8\n}")) {
      Message response = ask(server, "www.example.org");

      assertThat(response.getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(reason(response)).isEqualTo(ExtendedError.BLOCKED);
      assertThat(ask(server, "www.example.com").getSection(Section.ANSWER)).hasSize(2);
    }
  }

  @Test
  void filters() throws Exception {
    try (var server = start("acl {\n filter type A\n}")) {
      Message response = ask(server, "www.example.org");

      assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.getSection(Section.ANSWER)).isEmpty();
      assertThat(reason(response)).isEqualTo(ExtendedError.FILTERED);
      assertThat(server.ask("www.example.org", Type.AAAA).getSection(Section.ANSWER)).isNotEmpty();
    }
  }

  @Test
  void aClientWithoutEdnsGetsNone() throws Exception {
    try (var server = start("acl {\n block\n}")) {
      assertThat(server.ask("www.example.org", Type.A).getOPT()).isNull();
    }
  }

  @Test
  void drops() throws Exception {
    try (var server = start("acl example.org {\n drop\n}");
        var socket = new DatagramSocket()) {
      InetSocketAddress address = server.address();
      socket.setSoTimeout(10_000);
      for (String name : new String[] {"www.example.org", "www.example.com"}) {
        byte[] query = DnsClient.query(name, Type.A).toWire();
        socket.send(new DatagramPacket(query, query.length, address));
      }
      DatagramPacket first = new DatagramPacket(new byte[512], 512);
      socket.receive(first);

      assertThat(new Message(first.getData()).getQuestion().getName())
          .hasToString("www.example.com.");
    }
  }

  @Test
  void theFirstPolicyThatMatchesDecides() throws Exception {
    try (var server =
        start(
            """
            acl www.example.org {
                allow net 192.0.2.1
                filter
            }
            acl example.org {
                allow type A
                block
            }\
            """)) {
      assertThat(reason(ask(server, "www.example.org"))).isEqualTo(ExtendedError.FILTERED);
      assertThat(ask(server, "ftp.example.org").getSection(Section.ANSWER)).hasSize(2);
      assertThat(server.ask("ftp.example.org", Type.TXT).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  /** A33: an alias is no way round. */
  @ParameterizedTest
  @CsvSource({
    "block,  REFUSED, 15",
    "filter, NOERROR, 17",
    "drop,   REFUSED, 15",
  })
  void judgesTheNamesThatAnAnswerLeadsTo(String action, String rcode, int reason) throws Exception {
    try (var server = start("acl TARGET.example.net {\n " + action + " type A\n}")) {
      Message response = ask(server, "www.example.org");

      assertThat(response.getRcode()).isEqualTo(Rcode.value(rcode));
      assertThat(response.getSection(Section.ANSWER)).isEmpty();
      assertThat(reason(response)).isEqualTo(reason);
      assertThat(server.ask("www.example.org", Type.TXT).getSection(Section.ANSWER)).isNotEmpty();
    }
  }

  /** A33: a name is judged as what it is rewritten to. */
  @Test
  void judgesRewrittenNames() throws Exception {
    try (var server =
        TestServer.start(
            """
            .:0 {
                acl closed.example.org {
                    block
                }
                rewrite name open.example.org closed.example.org
                cache
                whoami
            }\
            """)) {
      assertThat(ask(server, "open.example.org").getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(ask(server, "www.example.org").getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  /** A33: the letters' case is no way round either. */
  @Test
  void judgesNamesInAnyCase() throws Exception {
    try (var server = start("acl example.org {\n block\n}")) {
      assertThat(ask(server, "wWw.eXaMpLe.ORG").getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }
}
