// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class LocalHandlerTest {
  private static final String IPV6 = "0.".repeat(31) + "ip6.arpa";

  private final LocalMetrics metrics = new LocalMetrics(new PrometheusRegistry());

  private LocalHandler handler(String text) throws CorefileException {
    return new LocalHandler(LocalPlugin.hasPrefix(Directives.parse(text)), metrics);
  }

  private static Message ask(LocalHandler handler, String name, int type) {
    Query query = Queries.udp(name, type, new DefaultEventLoop());
    Message message = ((Response) handler.handle(query)).message(query.question());
    assertThat(message.getHeader().getFlag(Flags.AA)).isTrue();
    return message;
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,                        A,    127.0.0.1",
    "LOCALHOST,                        AAAA, 0:0:0:0:0:0:0:1",
    "a.b.localhost,                    A,    127.0.0.1",
    "localhost.example.org,            A,    127.0.0.1",
    "localhost.example.org,            AAAA, 0:0:0:0:0:0:0:1",
    "1.0.0.127.in-addr.arpa,           PTR,  localhost.",
    "localhost,                        NS,   localhost.",
    "127.in-addr.arpa,                 NS,   localhost.",
    "localhost,                        SOA,  localhost. root.localhost. 1 0 0 0 604800",
    "255.in-addr.arpa,                 SOA,  localhost. root.localhost. 1 0 0 0 604800",
  })
  void answers(String name, String type, String data) throws Exception {
    Message response = ask(handler("local"), name, Type.value(type));

    assertThat(response.getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly(data);
    assertThat(response.getSection(Section.ANSWER))
        .extracting(Record::getTTL)
        .containsExactly(604_800L);
  }

  @Test
  void theLoopbackAddressOfIpv6HasItsName() throws Exception {
    assertThat(ask(handler("local"), "1." + IPV6, Type.PTR).getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly("localhost.");
    assertThat(ask(handler("local"), "0." + IPV6, Type.PTR).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,              MX,  NOERROR,  localhost.",
    "a.localhost,            SOA, NOERROR,  localhost.",
    "localhost.example.org,  MX,  NOERROR,  localhost.example.org.",
    "127.in-addr.arpa,       A,   NOERROR,  127.in-addr.arpa.",
    "0.0.127.in-addr.arpa,   PTR, NOERROR,  127.in-addr.arpa.",
    "1.0.0.127.in-addr.arpa, A,   NOERROR,  127.in-addr.arpa.",
    "2.0.0.127.in-addr.arpa, PTR, NXDOMAIN, 127.in-addr.arpa.",
    "a.0.in-addr.arpa,       PTR, NXDOMAIN, 0.in-addr.arpa.",
  })
  void hasNoMoreThanThat(String name, String type, String rcode, String zone) throws Exception {
    Message response = ask(handler("local"), name, Type.value(type));

    assertThat(response.getRcode()).isEqualTo(Rcode.value(rcode));
    assertThat(response.getSection(Section.ANSWER)).isEmpty();
    assertThat(response.getSection(Section.AUTHORITY))
        .extracting(record -> Type.string(record.getType()) + " " + record.getName())
        .containsExactly("SOA " + zone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "local",
        "localhosts.example.org",
        "a.localhost.example.org",
        "1.in-addr.arpa"
      })
  void leavesTheRest(String name) throws Exception {
    assertThat(handler("local").handle(Queries.udp(name, Type.A, new DefaultEventLoop())))
        .isEqualTo(Next.NEXT);
  }

  @Test
  void leavesNamesThatBeginWithLocalhostIfToldSo() throws Exception {
    var handler = handler("local {\n localhost_prefix off\n}");

    assertThat(handler.handle(Queries.udp("localhost.example.org", Type.A, new DefaultEventLoop())))
        .isEqualTo(Next.NEXT);
    assertThat(ask(handler, "a.localhost", Type.A).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void countsWhatNobodyShouldAsk() throws Exception {
    var handler = handler("local");

    ask(handler, "localhost", Type.A);
    ask(handler, "1.0.0.127.in-addr.arpa", Type.PTR);
    ask(handler, "a.localhost", Type.MX);
    ask(handler, "localhost.example.org", Type.A);

    assertThat(metrics.requests().get()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(Directives.problems(() -> handler("local a")))
        .containsExactly("Corefile:2:7: local: expected end of line, found 'a'");
    assertThat(Directives.problems(() -> handler("local {\n localhost_prefix\n prefix on\n}")))
        .containsExactly(
            "Corefile:3:18: local: localhost_prefix: expected one of on, off, found end of line",
            "Corefile:4:2: local: unknown property 'prefix'");
  }
}
