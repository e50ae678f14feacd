// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.UpstreamQuestion;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/**
 * Attacks A10 and A15: what is no response to the query is ignored, until the response comes or the
 * time is over.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5452#section-9.1">RFC 5452, section 9.1</a>
 */
@ParameterizedClass
@EnumSource(Io.class)
class ForgedResponseTest {
  private static final String TRUTH = "192.0.2.1";
  private static final String FORGERY = "203.0.113.66";

  private final Io io;

  ForgedResponseTest(Io io) {
    this.io = io;
  }

  private Asker asker(FakeUpstream upstream) {
    return new Asker(io.handlers(), upstream.address(), ClientConfig.USUAL);
  }

  private static void assertIsTruth(Future<WireResponse> outcome) {
    Message response =
        Asker.response(outcome).message(Asker.query("example.org", Transport.UDP).question());
    assertThat(response.getSection(Section.ANSWER).toString()).contains(TRUTH);
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void isIgnoredOverUdp(Flaw flaw) {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> outcome = asker.udp("example.org");
      UpstreamQuestion asked = upstream.next();

      asked.reply(flaw.in(asked.response(FORGERY)));
      asked.answer(TRUTH);

      assertIsTruth(outcome);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void isIgnoredOverTcp(Flaw flaw) {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> outcome = asker.tcp("example.org");
      UpstreamQuestion asked = upstream.next();

      asked.reply(flaw.in(asked.response(FORGERY)));
      asked.answer(TRUTH);

      assertIsTruth(outcome);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void isIgnoredFromAnotherAddressOrPort() throws IOException {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream);
        var port = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var address =
            new DatagramSocket(upstream.address().getPort(), InetAddress.getByName("127.0.0.2"))) {
      Future<WireResponse> outcome = asker.udp("example.org");
      UpstreamQuestion asked = upstream.next();

      byte[] forgery = asked.response(FORGERY).toWire();
      port.send(new DatagramPacket(forgery, forgery.length, asked.client()));
      address.send(new DatagramPacket(forgery, forgery.length, asked.client()));
      asked.answer(TRUTH);

      assertIsTruth(outcome);
    }
  }

  @Test
  void endsInATimeoutIfNothingElseComes() {
    try (var upstream =
            FakeUpstream.start(it -> it.reply(Flaw.ANOTHER_NAME.in(it.response(FORGERY))));
        var asker = asker(upstream)) {
      var query = Asker.query("example.org", Transport.UDP);

      UpstreamException failure = Asker.failure(asker.ask(query, Duration.ofMillis(50)));

      assertThat(failure.isSilence()).isTrue();
    }
  }

  @Test
  void makesQueriesMoveToTcpWhenThereAreManyOfThem() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> outcome = asker.udp("example.org");
      UpstreamQuestion overUdp = upstream.next();

      for (int guess = 1; guess <= UdpSocket.MAX_FORGERIES; guess++) {
        byte[] forgery = overUdp.response(FORGERY).toWire();
        forgery[0] ^= (byte) guess;
        overUdp.reply(forgery);
      }
      UpstreamQuestion overTcp = upstream.next();
      overUdp.answer(FORGERY);
      overTcp.answer(TRUTH);

      assertThat(overTcp.transport()).isEqualTo(Transport.TCP);
      assertIsTruth(outcome);
    }
  }

  /** A server that is slow, or repeats itself, does not forge. */
  @Test
  void isNotWhatComesTwice() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> before = asker.udp("before.example.org");
      UpstreamQuestion slow = upstream.next();
      Future<WireResponse> outcome = asker.udp("example.org");
      UpstreamQuestion asked = upstream.next();

      for (int i = 0; i <= UdpSocket.MAX_FORGERIES; i++) {
        slow.answer(TRUTH);
      }
      asked.answer(TRUTH);

      Asker.response(before);
      assertIsTruth(outcome);
      assertThat(upstream.asked()).isEqualTo(2);
    }
  }

  /** Bytes that nobody would send, and messages that are nearly right. */
  @Test
  void doesNoHarmWhateverItIs() {
    Random random = new Random(20260401);
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      for (int round = 0; round < 300; round++) {
        Future<WireResponse> outcome = asker.tcp("example.org");
        UpstreamQuestion asked = upstream.next();
        byte[] noise = asked.response(TRUTH, FORGERY).toWire();
        for (int i = 0; i < 20; i++) {
          byte[] mutant = Arrays.copyOf(noise, 2 + random.nextInt(noise.length));
          for (int j = 0; j < 1 + random.nextInt(4); j++) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
          }
          asked.reply(mutant);
        }
        asked.answer(TRUTH);

        Asker.response(outcome);
      }
    }
  }
}
