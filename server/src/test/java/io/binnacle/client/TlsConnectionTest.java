// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestCertificate;
import io.binnacle.testing.UpstreamQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Rcode;

/**
 * Encrypted connections to an upstream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7858">RFC 7858</a>
 */
@ParameterizedClass
@EnumSource(Io.class)
class TlsConnectionTest {
  private static final TestCertificate NAMED = TestCertificate.of("dns:dns.example");
  private static final TestCertificate NUMBERED = TestCertificate.of("ip:127.0.0.1");
  private static final TestCertificate US = TestCertificate.of("dns:client.example");

  private final Io io;

  TlsConnectionTest(Io io) {
    this.io = io;
  }

  private Asker asker(FakeUpstream upstream, ClientTls tls) {
    return asker(upstream, tls, SocketUse.UNCOUNTED);
  }

  private Asker asker(FakeUpstream upstream, ClientTls tls, SocketUse use) {
    return new Asker(io.handlers(), upstream.address(), tls, ClientConfig.USUAL, use);
  }

  private static ClientTls believing(TestCertificate authority) {
    return ClientTls.of(List.of(authority.certificate()), null);
  }

  @Test
  void asksOverTlsHoweverTheClientAsks() {
    try (var upstream = FakeUpstream.tls(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NUMBERED))) {
      assertThat(Asker.response(asker.udp("one.example.org")).rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(Asker.response(asker.tcp("two.example.org")).rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(upstream.accepted()).isEqualTo(1);
      assertThat(upstream.rest())
          .extracting(UpstreamQuestion::transport)
          .containsOnly(Transport.TCP);
    }
  }

  @Test
  void believesACertificateForTheNameThatIsConfigured() {
    try (var upstream = FakeUpstream.tls(NAMED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NAMED).serverName("dns.example"))) {
      assertThat(Asker.response(asker.tcp("example.org")).rcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  /** Attack A66: whoever has any certificate is not yet the upstream. */
  @Test
  void doesNotBelieveACertificateForAnotherName() {
    try (var upstream = FakeUpstream.tls(NAMED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NAMED).serverName("dns.example.net"))) {
      UpstreamException failure = Asker.failure(asker.tcp("example.org"));

      assertThat(failure)
          .hasMessageStartingWith("read tcp " + upstream + ": ")
          .hasMessageContaining("dns.example.net")
          .matches(it -> !it.isSilence());
      assertThat(upstream.asked()).isZero();
    }
  }

  @Test
  void doesNotBelieveACertificateThatIsNotForTheAddressIfNoNameIsConfigured() {
    try (var upstream = FakeUpstream.tls(NAMED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NAMED))) {
      assertThat(Asker.failure(asker.tcp("example.org"))).hasMessageContaining("127.0.0.1 found");
      assertThat(upstream.asked()).isZero();
    }
  }

  @Test
  void doesNotBelieveAnUnknownAuthority() {
    try (var upstream = FakeUpstream.tls(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream, ClientTls.of(List.of(), null))) {
      assertThat(Asker.failure(asker.tcp("example.org")))
          .hasMessageContaining("certification path");
      assertThat(upstream.asked()).isZero();
    }
  }

  @Test
  void showsItsCertificateWhereTheServerDemandsOne() {
    var identity = new ClientTls.Identity(List.of(US.certificate()), US.key());
    try (var upstream = FakeUpstream.tls(NUMBERED, US, answer("192.0.2.1"));
        var known = asker(upstream, ClientTls.of(List.of(NUMBERED.certificate()), identity));
        var unknown = asker(upstream, believing(NUMBERED))) {
      assertThat(Asker.response(known.tcp("example.org")).rcode()).isEqualTo(Rcode.NOERROR);
      Asker.failure(unknown.tcp("example.org"));
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void doesNotWaitForEverForAHandshake() {
    try (var upstream = FakeUpstream.silent(); // accepts, and never says a word of TLS
        var asker = asker(upstream, believing(NUMBERED))) {
      var query = Asker.query("example.org", Transport.TCP);

      UpstreamException failure = Asker.failure(asker.ask(query, Duration.ofMillis(50)));

      assertThat(failure)
          .hasMessage("read tcp " + upstream + ": i/o timeout")
          .matches(UpstreamException::isSilence);
      upstream.awaitClosed();
    }
  }

  @Test
  void bringsManyResponsesOverFewConnections() {
    int queries = 100;
    try (var upstream = FakeUpstream.tls(NUMBERED, FakeUpstream.Behaviour.SILENCE);
        var asker = asker(upstream, believing(NUMBERED))) {
      List<Future<WireResponse>> outcomes = new ArrayList<>();
      List<UpstreamQuestion> questions = new ArrayList<>();
      for (int i = 0; i < queries; i++) {
        outcomes.add(asker.tcp(i + ".example.org"));
      }
      for (int i = 0; i < queries; i++) {
        questions.add(upstream.next());
      }
      questions.reversed().forEach(it -> it.answer("192.0.2.1"));

      outcomes.forEach(Asker::response);
      assertThat(upstream.accepted()).isEqualTo(TcpConnections.MAX_ENCRYPTED);
    }
  }

  @Test
  void isReplacedWhenTheServerHasClosedIt() {
    try (var upstream = FakeUpstream.tls(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NUMBERED))) {
      Asker.response(asker.tcp("one.example.org"));
      upstream.closeConnections();
      upstream.awaitClosed();

      Asker.response(asker.tcp("two.example.org"));

      assertThat(upstream.accepted()).isEqualTo(2);
    }
  }

  @Test
  void tellsHowItsSocketsAreUsed() {
    List<String> uses = new ArrayList<>();
    try (var upstream = FakeUpstream.tls(NUMBERED, answer("192.0.2.1"));
        var asker =
            asker(
                upstream,
                believing(NUMBERED),
                (transport, isNew) -> uses.add(transport + " " + isNew))) {
      Asker.response(asker.udp("one.example.org"));
      Asker.response(asker.udp("two.example.org"));
      asker.settle();

      assertThat(uses).containsExactly("TCP true", "TCP false");
    }
  }
}
