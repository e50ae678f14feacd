// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.Edns;
import io.binnacle.dns.QueryHeader;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class LogFormatTest {
  private static final int QR = 0x8000;
  private static final int AA = 0x0400;
  private static final int TC = 0x0200;
  private static final int RD = 0x0100;
  private static final int RA = 0x0080;
  private static final int AD = 0x0020;
  private static final int CD = 0x0010;

  private static final EventLoop LOOP = new DefaultEventLoop(); // starts no thread until it is used
  private static final InetAddress LOCAL = InetAddress.ofLiteral("192.0.2.53");
  private static final Question EXAMPLE =
      Question.of(Queries.name("example.org"), Type.A, DClass.IN);
  private static final WireResponse ANSWER =
      WireResponse.of(
          ResponseBuilder.of(EXAMPLE).a(300, 0xc0000201).a(300, 0xc0000202).build(),
          Rcode.NOERROR,
          AA);

  private record Header(int id, int flags, Question question, @Nullable Edns edns)
      implements QueryHeader {}

  private static Query query(Question question, int flags, @Nullable Edns edns, Client client) {
    return Query.of(new Header(22333, flags, question, edns), 41, client, Route.NONE, 0);
  }

  private static Client client(String address, Transport transport) {
    return client(InetAddress.ofLiteral(address), transport);
  }

  private static Client client(InetAddress address, Transport transport) {
    return Client.of(
        new InetSocketAddress(address, 34618), new InetSocketAddress(LOCAL, 53), transport, LOOP);
  }

  private static String line(String format, Query query, WireResponse response, long nanos) {
    return LogFormat.compile(format).line(new LogEntry(query, response, nanos));
  }

  private static String line(String format) {
    Query query = query(EXAMPLE, RD, null, client("192.0.2.1", Transport.UDP));
    return line(format, query, ANSWER, 123_000);
  }

  @Test
  void theCommonFormatIsThatOfCoreDns() {
    Edns edns = Edns.of(4096, 0, 0, new byte[0]);
    Query query = query(EXAMPLE, RD, edns, client("192.0.2.1", Transport.UDP));

    assertThat(line("{common}", query, ANSWER, 123_000))
        .isEqualTo(
            "192.0.2.1:34618 - 22333 \"A IN example.org. udp 41 false 4096\""
                + " NOERROR qr,aa,rd 83 0.000123s");
  }

  @Test
  void theCombinedFormatAddsTheOpcode() {
    int notify = 4 << 11;
    Query query = query(EXAMPLE, notify, null, client("2001:db8::1", Transport.TCP));

    assertThat(line("{combined}", query, WireResponse.of(ANSWER.sections(), 0, 0), 1))
        .isEqualTo(
            "[2001:db8::1]:34618 - 22333 \"A IN example.org. tcp 41 false 65535\""
                + " NOERROR qr 83 0.000000001s \"4\"");
  }

  @Test
  void bracesWithoutAKnownWordStandForThemselves() {
    assertThat(line("{type}{unknown}{ {>id}} {{proto} {")).isEqualTo("A{unknown}{ 22333} {udp {");
    assertThat(line("plain")).isEqualTo("plain");
    assertThat(line("")).isEmpty();
  }

  @Test
  void metadataThatIsNotThereIsADash() {
    assertThat(line("{/kubernetes/client-namespace} {local}")).isEqualTo("- 192.0.2.53");
  }

  @Test
  void allFlagsHaveTheirNames() {
    Client client = client("192.0.2.1", Transport.UDP);
    Query query = query(EXAMPLE, RD | CD, null, client);
    WireResponse response = WireResponse.of(ANSWER.sections(), 0, QR | AA | TC | RA | AD);

    assertThat(line("{>rflags}", query, response, 0)).isEqualTo("qr,aa,tc,rd,ra,ad,cd");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 0.000000001s",
    "123456, 0.000123456s",
    "250000000, 0.25s",
    "1000000000, 1s",
    "61500000000, 61.5s",
  })
  void durationsAreSeconds(long nanos, String text) {
    Query query = query(EXAMPLE, RD, null, client("192.0.2.1", Transport.UDP));

    assertThat(line("{duration}", query, ANSWER, nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,NOERROR", "2,SERVFAIL", "3,NXDOMAIN", "5,REFUSED", "16,BADVERS", "3841,3841"})
  void codesHaveTheirNamesOrNumbers(int rcode, String text) {
    Query query = query(EXAMPLE, RD, null, client("192.0.2.1", Transport.UDP));
    WireResponse response = WireResponse.of(ANSWER.sections(), rcode, 0);

    assertThat(line("{rcode}", query, response, 0)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,512", "511,512", "1232,1232", "65535,65535"})
  void theBufferIsAtLeast512Bytes(int advertised, int printed) {
    Edns edns = Edns.of(advertised, 0, Edns.DO, new byte[0]);
    Query query = query(EXAMPLE, RD, edns, client("192.0.2.1", Transport.UDP));

    assertThat(line("{>bufsize} {>do}", query, ANSWER, 0)).isEqualTo(printed + " true");
  }

  @Test
  void aLinkLocalClientHasItsScope() throws Exception {
    byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
    Client client = client(Inet6Address.getByAddress(null, linkLocal, 7), Transport.UDP);

    assertThat(line("{remote}", query(EXAMPLE, RD, null, client), ANSWER, 0))
        .isEqualTo("[fe80::1%7]");
  }

  @Test
  void noNameForgesALine() throws Exception {
    Name name = new Name(new byte[] {4, 'a', '\n', 27, '"', 0});
    Question question = Question.of(name, 65280, 254);
    Query query = query(question, RD, null, client("192.0.2.1", Transport.UDP));

    assertThat(line("{name} {type} {class}", query, ANSWER, 0))
        .isEqualTo("a\\010\\027\\\". TYPE65280 NONE");
  }
}
