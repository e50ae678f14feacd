// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.UpstreamQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Connections to an upstream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6.2">RFC 7766, section 6.2</a>
 */
@ParameterizedClass
@EnumSource(Io.class)
class TcpConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Io io;

  TcpConnectionTest(Io io) {
    this.io = io;
  }

  private Asker asker(FakeUpstream upstream) {
    return asker(upstream, new ClientConfig(LONG, Duration.ZERO, 0, null));
  }

  private Asker asker(FakeUpstream upstream, ClientConfig config) {
    return new Asker(io.handlers(), upstream.address(), config);
  }

  @Test
  void isUsedAgain() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      Asker.response(asker.tcp("one.example.org"));
      Asker.response(asker.tcp("two.example.org"));

      assertThat(upstream.accepted()).isEqualTo(1);
    }
  }

  @Test
  void isNotSharedWhileThereMayBeAnother() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> one = asker.tcp("one.example.org");
      Future<WireResponse> two = asker.tcp("two.example.org");
      List.of(upstream.next(), upstream.next()).forEach(it -> it.answer("192.0.2.1"));

      Asker.response(one);
      Asker.response(two);
      assertThat(upstream.accepted()).isEqualTo(2);
    }
  }

  @Test
  void bringsResponsesInAnyOrder() {
    int queries = 3 * TcpConnections.MAX_CONNECTIONS;
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
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
      assertThat(upstream.accepted()).isEqualTo(TcpConnections.MAX_CONNECTIONS);
    }
  }

  /** RFC 7766, 6.2.4. */
  @Test
  void isReplacedWhenTheServerClosesItInsteadOfAnswering() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      Asker.response(asker.tcp("one.example.org"));
      upstream.behave(
          question -> {
            upstream.behave(answer("192.0.2.1"));
            question.hangUp();
          });

      Asker.response(asker.tcp("two.example.org"));

      assertThat(upstream.accepted()).isEqualTo(2);
      assertThat(upstream.asked()).isEqualTo(3);
    }
  }

  /** A server that cannot stand a query shall not see it for ever. */
  @Test
  void isReplacedOnlyAFewTimes() {
    int connections = 2 * Exchange.MAX_REPEATS;
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      List<Future<WireResponse>> outcomes = new ArrayList<>();
      List<UpstreamQuestion> questions = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        outcomes.add(asker.tcp(i + ".example.org"));
        questions.add(upstream.next());
      }
      questions.forEach(it -> it.answer("192.0.2.1"));
      outcomes.forEach(Asker::response);
      upstream.behave(UpstreamQuestion::hangUp);

      Asker.failure(asker.tcp("example.org"));

      assertThat(upstream.rest()).hasSize(1 + Exchange.MAX_REPEATS);
    }
  }

  @Test
  void isReplacedWhenTheServerHasClosedIt() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      Asker.response(asker.tcp("one.example.org"));
      upstream.closeConnections();
      upstream.awaitClosed();

      Asker.response(asker.tcp("two.example.org"));

      assertThat(upstream.accepted()).isEqualTo(2);
    }
  }

  @Test
  void isTheServersFaultWhenItIsNewAndClosed() {
    try (var upstream = FakeUpstream.start(UpstreamQuestion::hangUp);
        var asker = asker(upstream)) {
      UpstreamException failure = Asker.failure(asker.tcp("example.org"));

      assertThat(failure)
          .hasMessage("read tcp " + upstream + ": connection closed")
          .matches(it -> !it.isSilence());
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void isNotUsedAgainAfterATimeout() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      var query = Asker.query("one.example.org", Transport.TCP);
      Asker.failure(asker.ask(query, Duration.ofMillis(50)));
      upstream.awaitClosed();
      upstream.behave(answer("192.0.2.1"));

      Asker.response(asker.tcp("two.example.org"));

      assertThat(upstream.accepted()).isEqualTo(2);
    }
  }

  @Test
  void waitsForOthersAfterATimeout() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      List<Future<WireResponse>> outcomes = new ArrayList<>();
      List<UpstreamQuestion> questions = new ArrayList<>();
      for (int i = 0; i < TcpConnections.MAX_CONNECTIONS; i++) {
        outcomes.add(asker.tcp(i + ".example.org"));
        questions.add(upstream.next());
      }
      var query = Asker.query("example.net", Transport.TCP);
      Asker.failure(asker.ask(query, Duration.ofMillis(50)));

      questions.forEach(it -> it.answer("192.0.2.1"));

      outcomes.forEach(Asker::response);
      assertThat(upstream.accepted()).isEqualTo(TcpConnections.MAX_CONNECTIONS);
      upstream.awaitClosed();
    }
  }

  @Test
  void isClosedWhenNobodyUsesIt() {
    var config = new ClientConfig(Duration.ofMillis(20), Duration.ZERO, 0, null);
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream, config)) {
      Asker.response(asker.tcp("example.org"));

      upstream.awaitClosed();
    }
  }

  @Test
  void isKeptWhileSomebodyWaits() {
    var config = new ClientConfig(Duration.ofMillis(20), Duration.ZERO, 0, null);
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream, config)) {
      var query = Asker.query("example.org", Transport.TCP);

      UpstreamException failure = Asker.failure(asker.ask(query, Duration.ofMillis(100)));

      assertThat(failure.isSilence()).isTrue();
      assertThat(upstream.accepted()).isEqualTo(1);
    }
  }

  @Test
  void isClosedAtOnceIfItIsNotToBeKept() {
    var config = new ClientConfig(Duration.ZERO, Duration.ZERO, 0, null);
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream, config)) {
      Asker.response(asker.tcp("one.example.org"));
      upstream.awaitClosed();
      Asker.response(asker.tcp("two.example.org"));
      upstream.awaitClosed();

      assertThat(upstream.accepted()).isEqualTo(2);
    }
  }

  @Test
  void isReplacedWhenItIsOldEnough() {
    var config = new ClientConfig(LONG, Duration.ofMinutes(1), 0, null);
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream, config)) {
      Asker.response(asker.tcp("one.example.org"));
      asker.advance(Duration.ofSeconds(59));
      Asker.response(asker.tcp("two.example.org"));
      int young = upstream.accepted();
      asker.advance(Duration.ofSeconds(1));
      Asker.response(asker.tcp("three.example.org"));

      assertThat(young).isEqualTo(1);
      assertThat(upstream.accepted()).isEqualTo(2);
      upstream.awaitClosed();
    }
  }

  @Test
  void isClosedIfMoreAreIdleThanAreToBeKept() {
    var config = new ClientConfig(LONG, Duration.ZERO, 1, null);
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream, config)) {
      Future<WireResponse> one = asker.tcp("one.example.org");
      Future<WireResponse> two = asker.tcp("two.example.org");
      List.of(upstream.next(), upstream.next()).forEach(it -> it.answer("192.0.2.1"));
      Asker.response(one);
      Asker.response(two);
      upstream.awaitClosed();

      upstream.behave(answer("192.0.2.1"));
      Asker.response(asker.tcp("three.example.org"));

      assertThat(upstream.accepted()).isEqualTo(2);
    }
  }
}
