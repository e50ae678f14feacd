// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.FakeHttpsUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.TestCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Questions by HTTPS.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8484">RFC 8484</a>
 */
class HttpsClientTest {
  private static final TestCertificate NAMED = TestCertificate.of("dns:dns.example");
  private static final TestCertificate NUMBERED = TestCertificate.of("ip:127.0.0.1");

  private static Asker asker(FakeHttpsUpstream upstream, ClientTls tls, boolean usesGet) {
    var client = UpstreamClient.https(upstream.address(), tls, ClientConfig.USUAL, usesGet);
    return new Asker(Io.NIO.handlers(), client);
  }

  private static Asker asker(FakeHttpsUpstream upstream) {
    return asker(upstream, believing(NUMBERED), false);
  }

  private static ClientTls believing(TestCertificate authority) {
    return ClientTls.of(List.of(authority.certificate()), null);
  }

  @Test
  void asksByPost() {
    try (var upstream = FakeHttpsUpstream.start(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream)) {
      assertThat(Asker.response(asker.udp("example.org")).sections().answerCount()).isEqualTo(1);
      assertThat(upstream.requests()).containsExactly("POST application/dns-message");
    }
  }

  @Test
  void asksByGet() {
    try (var upstream = FakeHttpsUpstream.start(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NUMBERED), true)) {
      assertThat(Asker.response(asker.tcp("example.org")).sections().answerCount()).isEqualTo(1);
      assertThat(upstream.requests()).containsExactly("GET null");
    }
  }

  /** RFC 8484, 4.1: so that equal questions are equal requests. */
  @Test
  void asksWithoutAnId() {
    List<Message> asked = new ArrayList<>();
    Behaviour recording =
        question -> {
          asked.add(question.message());
          question.answer("192.0.2.1");
        };
    try (var upstream = FakeHttpsUpstream.start(NUMBERED, recording);
        var asker = asker(upstream)) {
      Asker.response(asker.udp("example.org"));

      assertThat(asked).singleElement().matches(it -> it.getHeader().getID() == 0);
    }
  }

  @Test
  void believesACertificateForTheNameThatIsConfigured() {
    try (var upstream = FakeHttpsUpstream.start(NAMED, answer("192.0.2.1"));
        var asker = asker(upstream, believing(NAMED).serverName("dns.example"), false)) {
      assertThat(Asker.response(asker.udp("example.org")).rcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  /** Attack A66. */
  @Test
  void believesNoOther() {
    try (var named = FakeHttpsUpstream.start(NAMED, answer("192.0.2.1"));
        var byAddress = asker(named, believing(NAMED), false);
        var byName = asker(named, believing(NAMED).serverName("dns.example.net"), false);
        var byAuthority = asker(named, ClientTls.of(List.of(), null), false)) {
      for (Asker asker : List.of(byAddress, byName, byAuthority)) {
        assertThat(Asker.failure(asker.udp("example.org")))
            .hasMessageStartingWith("read https " + named + ": ")
            .matches(it -> !it.isSilence());
      }
      assertThat(named.requests()).isEmpty();
    }
  }

  @Test
  void doesNotTakeAnErrorForAResponse() {
    try (var upstream = FakeHttpsUpstream.start(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream)) {
      upstream.status(502);

      assertThat(Asker.failure(asker.udp("example.org")))
          .hasMessage("read https " + upstream + ": HTTP status 502");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "ANOTHER_ID")
  void doesNotTakeWhatDoesNotFitForAResponse(Flaw flaw) {
    try (var upstream =
            FakeHttpsUpstream.start(
                NUMBERED, question -> question.reply(flaw.in(question.response("192.0.2.1"))));
        var asker = asker(upstream)) {
      assertThat(Asker.failure(asker.udp("example.org")))
          .hasMessage("read https " + upstream + ": not a response to the query");
    }
  }

  @Test
  void waitsNoLongerThanItMay() {
    try (var upstream = FakeHttpsUpstream.start(NUMBERED, Behaviour.SILENCE);
        var asker = asker(upstream)) {
      var query = Asker.query("example.org", Transport.UDP);

      assertThat(Asker.failure(asker.ask(query, Duration.ofMillis(50))))
          .hasMessage("read https " + upstream + ": i/o timeout")
          .matches(UpstreamException::isSilence);
    }
  }

  @Test
  void asksManyAtATime() {
    try (var upstream = FakeHttpsUpstream.start(NUMBERED, answer("192.0.2.1"));
        var asker = asker(upstream)) {
      List<Future<WireResponse>> outcomes = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        outcomes.add(asker.udp(i + ".example.org"));
      }

      outcomes.forEach(Asker::response);
    }
  }
}
