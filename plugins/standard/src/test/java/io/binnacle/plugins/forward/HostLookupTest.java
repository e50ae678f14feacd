// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static io.binnacle.testing.FakeUpstream.Behaviour.rcode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.Queries;
import io.binnacle.testing.UpstreamQuestion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class HostLookupTest {
  private static int type(UpstreamQuestion question) {
    return question.message().getQuestion().getType();
  }

  @Test
  void findsBothKindsOfAddresses() throws Exception {
    try (var server =
        FakeUpstream.start(
            question -> question.answer(type(question) == Type.A ? "192.0.2.1" : "2001:db8::1"))) {
      assertThat(HostLookup.of(List.of(server.address())).addresses("dns.example"))
          .containsExactly(
              InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
    }
  }

  @Test
  void goesAlongAliases() throws Exception {
    Name alias = Queries.name("other.example");
    InetAddress address = InetAddress.ofLiteral("192.0.2.1");
    try (var server =
        FakeUpstream.start(
            question -> {
              Message response = question.response();
              Name asked = question.name();
              response.addRecord(new CNAMERecord(asked, DClass.IN, 60, alias), Section.ANSWER);
              if (type(question) == Type.A) {
                response.addRecord(new ARecord(alias, DClass.IN, 60, address), Section.ANSWER);
              }
              question.reply(response);
            })) {
      assertThat(HostLookup.of(List.of(server.address())).addresses("dns.example"))
          .containsExactly(address);
    }
  }

  @Test
  void asksTheNextServerWhenOneDoesNotKnow() throws Exception {
    try (var first = FakeUpstream.start(rcode(Rcode.SERVFAIL));
        var second = FakeUpstream.start(answer("192.0.2.1"))) {
      var lookup = HostLookup.of(List.of(first.address(), second.address()));

      assertThat(lookup.addresses("dns.example")).contains(InetAddress.ofLiteral("192.0.2.1"));
    }
  }

  @Test
  void saysWhyItFindsNothing() {
    try (var server = FakeUpstream.start(rcode(Rcode.NXDOMAIN))) {
      var lookup = HostLookup.of(List.of(server.address()));

      assertThatThrownBy(() -> lookup.addresses("dns.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("dns.example: NXDOMAIN");
    }
  }

  @Test
  void asksTheSystemIfNoServerIsWritten() throws Exception {
    assertThat(HostLookup.of(List.of()).addresses("127.0.0.1"))
        .containsExactly(InetAddress.ofLiteral("127.0.0.1"));
  }
}
