// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class HostsHandlerTest {
  private static final DefaultEventLoop LOOP = new DefaultEventLoop();

  private static HostsHandler handler(String... options) throws CorefileException {
    String text = "hosts {\n" + String.join("\n", options) + "\n}";
    Zones block = new Zones(List.of(Queries.name("example.org")));
    return new HostsHandler(HostsConfig.parse(Directives.parse(text), block, Path::of));
  }

  private static HostsHandler withFile(String file, String... options) throws Exception {
    HostsHandler handler = handler(options);
    handler.load(lines -> HostsFile.parse(file.lines(), lines));
    return handler;
  }

  /** What it says, as {@code RCODE answers | authorities}; empty if the query is passed on. */
  private static String ask(HostsHandler handler, String name, int type) {
    Query query = Queries.udp(name, type, LOOP);
    return switch (handler.handle(query)) {
      case Next _ -> "";
      case Response response -> text(response.message(query.question()));
      default -> throw new AssertionError();
    };
  }

  private static String text(Message message) {
    assertThat(message.getHeader().getFlag(Flags.AA)).isTrue();
    Stream<String> rcode = Stream.of(Rcode.string(message.getRcode()));
    Stream<String> answers =
        message.getSection(Section.ANSWER).stream().map(record -> record.rdataToString());
    Stream<String> zones =
        message.getSection(Section.AUTHORITY).stream()
            .map(record -> Type.string(record.getType()) + " of " + record.getName());
    return Stream.of(rcode, answers, zones)
        .flatMap(words -> words)
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }

  private static final String NO_DATA = "NOERROR SOA of example.org.";
  private static final String NO_NAME = "NXDOMAIN SOA of example.org.";

  @Test
  void answersFromTheFileThenFromTheCorefile() throws Exception {
    var hosts =
        withFile(
            "192.0.2.1 A.example.org\n2001:db8::1 a.example.org\n192.0.2.1 a.example.org",
            "192.0.2.9 a.example.org");

    assertThat(ask(hosts, "a.example.org", Type.A)).isEqualTo("NOERROR 192.0.2.1 192.0.2.9");
    assertThat(ask(hosts, "a.EXAMPLE.org", Type.AAAA)).isEqualTo("NOERROR 2001:db8:0:0:0:0:0:1");
  }

  @Test
  void aFileReplacesTheOneBefore() throws Exception {
    var hosts = withFile("192.0.2.1 a.example.org", "192.0.2.9 b.example.org");

    hosts.load(lines -> HostsFile.parse(Stream.of("192.0.2.2 a.example.org"), lines));

    assertThat(ask(hosts, "a.example.org", Type.A)).isEqualTo("NOERROR 192.0.2.2");
    assertThat(ask(hosts, "b.example.org", Type.A)).isEqualTo("NOERROR 192.0.2.9");
  }

  @Test
  void aKnownNameHasNoDataOfOtherTypes() throws Exception {
    var hosts = handler("192.0.2.1 a.example.org", "fallthrough");

    assertThat(ask(hosts, "a.example.org", Type.AAAA)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "a.example.org", Type.MX)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "a.example.org", Type.PTR)).isEqualTo(NO_DATA);
  }

  @Test
  void otherTypesMayFallThrough() throws Exception {
    var hosts = handler("192.0.2.1 a.example.org", "fallthrough", "fallthrough_unsupported");

    assertThat(ask(hosts, "a.example.org", Type.AAAA)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "a.example.org", Type.MX)).isEmpty();
  }

  @Test
  void anUnknownNameDoesNotExist() throws Exception {
    var hosts = handler("192.0.2.1 a.example.org");

    assertThat(ask(hosts, "b.example.org", Type.A)).isEqualTo(NO_NAME);
    assertThat(ask(hosts, "b.a.example.org", Type.MX)).isEqualTo(NO_NAME);
  }

  @Test
  void anUnknownNameFallsThroughWhereItMay() throws Exception {
    var hosts = handler("192.0.2.1 a.example.org", "fallthrough c.example.org");

    assertThat(ask(hosts, "b.example.org", Type.A)).isEqualTo(NO_NAME);
    assertThat(ask(hosts, "c.example.org", Type.A)).isEmpty();
    assertThat(ask(hosts, "d.c.example.org", Type.TXT)).isEmpty();
  }

  @Test
  void aNameWithOthersBelowItExists() throws Exception {
    var hosts = handler("192.0.2.1 a.b.c.example.org *.d.example.org");

    assertThat(ask(hosts, "b.c.example.org", Type.A)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "c.example.org", Type.A)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "d.example.org", Type.A)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "example.org", Type.A)).isEqualTo(NO_DATA);
    assertThat(ask(handler("192.0.2.1 a.b.example.org", "fallthrough"), "b.example.org", Type.A))
        .isEmpty();
  }

  @Test
  void namesOutsideTheZonesAreNotItsBusiness() throws Exception {
    var hosts = handler("192.0.2.1 a.example.net");

    assertThat(ask(hosts, "a.example.net", Type.A)).isEmpty();
    assertThat(ask(hosts, "1.2.0.192.in-addr.arpa", Type.PTR)).isEmpty();
  }

  @Test
  void anAsteriskStandsForOneLabel() throws Exception {
    var hosts = handler("192.0.2.1 *.example.org", "2001:db8::1 a.example.org");

    assertThat(ask(hosts, "b.example.org", Type.A)).isEqualTo("NOERROR 192.0.2.1");
    assertThat(ask(hosts, "longer.example.org", Type.A)).isEqualTo("NOERROR 192.0.2.1");
    assertThat(ask(hosts, "b.example.org", Type.AAAA)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "a.example.org", Type.A)).isEqualTo(NO_DATA);
    assertThat(ask(hosts, "c.b.example.org", Type.A)).isEqualTo(NO_NAME);
    assertThat(ask(hosts, "example.org", Type.A)).isEqualTo(NO_DATA);
  }

  @Test
  void addressesHaveNames() throws Exception {
    var hosts =
        withFile(
            "192.0.2.1 A.example.org b.example.org *.example.org\n2001:db8::1 a.example.org",
            "192.0.2.1 c.example.org");

    assertThat(ask(hosts, "1.2.0.192.in-addr.arpa", Type.PTR))
        .isEqualTo("NOERROR a.example.org. b.example.org. c.example.org.");
    assertThat(
            ask(
                hosts,
                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
                Type.PTR))
        .isEqualTo("NOERROR a.example.org.");
    assertThat(ask(hosts, "2.2.0.192.in-addr.arpa", Type.PTR)).isEmpty();
    assertThat(ask(hosts, "1.2.0.192.in-addr.arpa", Type.A)).isEmpty();
  }

  @Test
  void addressesMayHaveNoNames() throws Exception {
    var hosts = handler("192.0.2.1 a.example.org", "no_reverse");

    assertThat(ask(hosts, "1.2.0.192.in-addr.arpa", Type.PTR)).isEmpty();
  }

  @Test
  void countsRecords() throws Exception {
    assertThat(handler("192.0.2.1 a.example.org b.example.org", "::1 *.example.org").size())
        .isEqualTo(2 + 2 + 1);
  }

  /** As lists of names to be blocked have it. */
  @Test
  void anAddressHasNoMoreNamesThanAMessageHolds() throws Exception {
    HostsHandler hosts = handler();
    hosts.load(
        lines ->
            HostsFile.parse(
                IntStream.range(0, 10_000).mapToObj(i -> "0.0.0.0 a" + i + ".example.org"), lines));

    assertThat(hosts.size()).isEqualTo(10_000 + 4369);
    assertThat(ask(hosts, "a9999.example.org", Type.A)).isEqualTo("NOERROR 0.0.0.0");
  }

  @Test
  void timesToLiveAreThatOfTheOption() throws Exception {
    var query = Queries.udp("a.example.org", Type.A, LOOP);
    var unknown = Queries.udp("b.example.org", Type.A, LOOP);
    var hosts = handler("192.0.2.1 a.example.org", "ttl 60");

    assertThat(((Response) hosts.handle(query)).message(query.question()).getSection(1))
        .extracting(Record::getTTL)
        .containsExactly(60L);
    assertThat(((Response) hosts.handle(unknown)).message(unknown.question()).getSection(2))
        .extracting(Record::getTTL)
        .containsExactly(30L);
  }

  @Test
  void allocatesNothingForARecordThatWasAskedForBefore() throws Exception {
    var hosts = handler("192.0.2.1 a.example.org");
    var query = Queries.udp("a.example.org", Type.A, LOOP);

    assertThat(Allocation.bytesPerRun(() -> hosts.handle(query))).isZero();
  }
}
