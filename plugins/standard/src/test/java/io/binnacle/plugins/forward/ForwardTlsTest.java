// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeHttpsUpstream;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestCertificate;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers that forward over TLS, and to upstreams by name. */
class ForwardTlsTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.of("dns:dns.example");
  private static final String ANSWER = "192.0.2.1";

  @TempDir private Path folder;
  private Path authority = Path.of("");

  @BeforeEach
  void writeAuthority() throws IOException {
    authority = Files.writeString(folder.resolve("ca.pem"), CERTIFICATE.certificatePem());
  }

  private static String answers(Message response) {
    return response.getSection(Section.ANSWER).stream()
        .map(it -> it.rdataToString())
        .collect(joining(" "));
  }

  private static Message withEdns(String name) {
    Message query = DnsClient.query(name, Type.A);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    return query;
  }

  private static ExtendedErrorCodeOption reason(Message response) {
    return response.getOPT().getOptions().stream()
        .filter(ExtendedErrorCodeOption.class::isInstance)
        .map(ExtendedErrorCodeOption.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls://127.0.0.1%%dns.example:%d {",
        "tls://127.0.0.1:%d {\n tls_servername dns.example"
      })
  void asksOverTlsWhoeverHasTheName(String to) throws Exception {
    try (var upstream = FakeUpstream.tls(CERTIFICATE, answer(ANSWER));
        var server =
            TestServer.start(
                ". {\n forward . " + to + "\n tls %s\n }\n}",
                upstream.address().getPort(),
                authority)) {
      assertThat(answers(server.ask("one.example.org", Type.A))).isEqualTo(ANSWER);
      assertThat(answers(server.tcp().ask("two.example.org", Type.A))).isEqualTo(ANSWER);
    }
  }

  /** Attack A66. */
  @ParameterizedTest
  @ValueSource(strings = {"tls_servername other.example", ""})
  void tellsNothingToWhoeverHasAnotherName(String option) throws Exception {
    try (var upstream = FakeUpstream.tls(CERTIFICATE, answer(ANSWER));
        var server =
            TestServer.start(
                ". {\n forward . tls://%s {\n tls %s\n %s\n }\n}", upstream, authority, option)) {
      Message response = server.udp().ask(withEdns("example.org"));

      assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(reason(response).getErrorCode()).isEqualTo(23);
      assertThat(reason(response).getText()).startsWith("read tcp " + upstream + ": ");
      assertThat(upstream.asked()).isZero();
    }
  }

  @Test
  void looksUpWhereAnUpstreamIsAndVerifiesThatItIsIt() throws Exception {
    try (var upstream = FakeUpstream.tls(CERTIFICATE, answer(ANSWER));
        var resolver =
            FakeUpstream.start(
                question -> {
                  if (question.message().getQuestion().getType() == Type.A) {
                    question.answer("127.0.0.1");
                  } else {
                    question.reply(question.response());
                  }
                });
        var server =
            TestServer.start(
                ". {\n forward . tls://dns.example:%d {\n tls %s\n resolver %s\n }\n}",
                upstream.address().getPort(), authority, resolver)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(ANSWER);
      assertThat(resolver.rest())
          .extracting(UpstreamQuestion::name)
          .allMatch(it -> it.toString().equals("dns.example."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "doh_method GET"})
  void asksByHttps(String option) throws Exception {
    try (var upstream = FakeHttpsUpstream.start(CERTIFICATE, answer(ANSWER));
        var server =
            TestServer.start(
                """
                . {
                  forward . https://%s {
                    tls %s
                    tls_servername dns.example
                    %s
                  }
                }
                """,
                upstream, authority, option)) {
      assertThat(answers(server.ask("example.org", Type.A))).isEqualTo(ANSWER);
      assertThat(upstream.requests())
          .singleElement()
          .asString()
          .startsWith(option.isEmpty() ? "POST" : "GET");
    }
  }

  @Test
  void startsWithoutAnUpstreamThatIsNotFound() throws Exception {
    try (var resolver = FakeUpstream.start(FakeUpstream.Behaviour.rcode(Rcode.NXDOMAIN));
        var server =
            TestServer.start(". {\n forward . dns.example {\n resolver %s\n }\n}", resolver)) {
      Message response = server.udp().ask(withEdns("example.org"));

      assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(reason(response).getErrorCode()).isEqualTo(22);
      assertThat(reason(response).getText()).isEqualTo("no address is known of dns.example");
    }
  }
}
