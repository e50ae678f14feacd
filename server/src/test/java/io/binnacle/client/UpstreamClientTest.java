// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.Edns;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Transport;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.UpstreamQuestion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@ParameterizedClass
@EnumSource(Io.class)
class UpstreamClientTest {
  private static final int AA = 0x0400;
  private static final int TC = 0x0200;
  private static final int RA = 0x0080;

  private final Io io;

  UpstreamClientTest(Io io) {
    this.io = io;
  }

  private Asker asker(FakeUpstream upstream) {
    return new Asker(io.handlers(), upstream.address(), ClientConfig.USUAL);
  }

  @Test
  void hearsTheResponse() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> outcome = asker.udp("example.org");
      UpstreamQuestion asked = upstream.next();
      Message reply = asked.response("192.0.2.1", "192.0.2.2");
      reply.getHeader().setFlag(Flags.AA);
      asked.reply(reply);

      WireResponse response = Asker.response(outcome);

      assertThat(response.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.flags()).isEqualTo(AA | RA);
      Question question = Asker.query("example.org", Transport.UDP).question();
      assertThat(response.message(question).getSection(Section.ANSWER))
          .isEqualTo(reply.getSection(Section.ANSWER));
    }
  }

  @Test
  void asksWithItsOwnOptRecordWithoutOptions() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      Asker.response(asker.udp("Example.ORG"));

      Message query = upstream.next().message();
      assertThat(query.getQuestion().getName()).isEqualTo(Asker.name("example.org"));
      assertThat(query.getOPT().getPayloadSize()).isEqualTo(Edns.UDP_SIZE);
      assertThat(query.getOPT().getFlags()).isZero();
      assertThat(query.getOPT().getOptions()).isEmpty();
    }
  }

  @Test
  void passesOnWhatTheClientWantsToKnow() {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = asker(upstream)) {
      Question question = Question.of(Asker.name("example.org"), Type.A, DClass.CH);
      Asker.response(
          asker.ask(new UpstreamQuery(question, 0xffff, true, Transport.UDP), Asker.LONG));
      Message all = upstream.next().message();
      Asker.response(asker.ask(new UpstreamQuery(question, 0, false, Transport.UDP), Asker.LONG));
      Message none = upstream.next().message();

      assertThat(all.getHeader().printFlags().trim()).isEqualTo("rd ad cd");
      assertThat(all.getHeader().getOpcode()).isZero();
      assertThat(all.getOPT().getFlags()).isEqualTo(Edns.DO);
      assertThat(all.getQuestion().getDClass()).isEqualTo(DClass.CH);
      assertThat(none.getHeader().printFlags().trim()).isEmpty();
      assertThat(none.getOPT().getFlags()).isZero();
    }
  }

  @Test
  void passesOnTheReasonThatTheUpstreamGives() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> outcome = asker.udp("example.org");
      UpstreamQuestion asked = upstream.next();
      Message reply = asked.response();
      reply.getHeader().setRcode(Rcode.SERVFAIL);
      reply.addRecord(
          new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(6, "bogus"))),
          Section.ADDITIONAL);
      asked.reply(reply);

      WireResponse response = Asker.response(outcome);

      assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(response.extendedError()).isEqualTo(new ExtendedError(6, "bogus"));
    }
  }

  /** RFC 6891, 7. */
  @Test
  void asksAgainWithoutEdnsWhoDoesNotKnowIt() {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  if (question.message().getOPT() == null) {
                    question.answer("192.0.2.1");
                  } else {
                    question.rcode(Rcode.FORMERR);
                  }
                });
        var asker = asker(upstream)) {
      WireResponse response = Asker.response(asker.udp("example.org"));

      assertThat(response.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(upstream.asked()).isEqualTo(2);
    }
  }

  @Test
  void asksAgainWithoutEdnsOnlyOnce() {
    try (var upstream = FakeUpstream.start(question -> question.rcode(Rcode.FORMERR));
        var asker = asker(upstream)) {
      WireResponse response = Asker.response(asker.udp("example.org"));

      assertThat(response.rcode()).isEqualTo(Rcode.FORMERR);
      assertThat(upstream.asked()).isEqualTo(2);
    }
  }

  /** RFC 7766, 5. */
  @Test
  void asksAgainOverTcpForWhatWasTruncated() {
    try (var upstream = FakeUpstream.start(truncatingUdp());
        var asker = asker(upstream)) {
      WireResponse response = Asker.response(asker.udp("example.org"));

      assertThat(response.sections().answerCount()).isEqualTo(1);
      assertThat(response.flags() & TC).isZero();
      assertThat(upstream.next().transport()).isEqualTo(Transport.UDP);
      assertThat(upstream.next().transport()).isEqualTo(Transport.TCP);
    }
  }

  private static FakeUpstream.Behaviour truncatingUdp() {
    return question -> {
      if (question.transport() == Transport.UDP) {
        question.truncate();
      } else {
        question.answer("192.0.2.1");
      }
    };
  }

  @Test
  void makesDoWithWhatWasTruncatedWhenTcpFails() {
    try (var upstream =
            FakeUpstream.start(
                question -> {
                  if (question.transport() == Transport.UDP) {
                    question.truncate();
                  } else {
                    question.hangUp();
                  }
                });
        var asker = asker(upstream)) {
      WireResponse response = Asker.response(asker.udp("example.org"));

      assertThat(response.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(response.flags() & TC).isEqualTo(TC);
    }
  }

  @Test
  void failsWhenNothingCameInTime() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      UpstreamException failure =
          Asker.failure(
              asker.ask(Asker.query("example.org", Transport.UDP), Duration.ofMillis(50)));

      assertThat(failure)
          .hasMessage("read udp " + upstream + ": i/o timeout")
          .matches(UpstreamException::isSilence);
    }
  }

  @Test
  void failsAtOnceWhenNobodyListens() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      upstream.stop();

      UpstreamException udp = Asker.failure(asker.udp("example.org"));
      UpstreamException tcp = Asker.failure(asker.tcp("example.org"));

      assertThat(udp)
          .hasMessage("read udp " + upstream + ": connection refused")
          .matches(failure -> !failure.isSilence());
      assertThat(tcp)
          .hasMessage("read tcp " + upstream + ": connection refused")
          .matches(failure -> !failure.isSilence());
    }
  }

  @Test
  void asksOverIp6() {
    try (var upstream = FakeUpstream.start("::1", answer("192.0.2.1"));
        var asker = asker(upstream)) {
      assertThat(Asker.response(asker.udp("example.org")).rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(Asker.response(asker.tcp("example.org")).rcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void asksFromTheAddressThatIsConfigured() throws Exception {
    InetAddress source = InetAddress.getByName("127.0.0.53");
    var config = new ClientConfig(Duration.ofSeconds(10), Duration.ZERO, 0, source);
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = new Asker(io.handlers(), upstream.address(), config)) {
      Asker.response(asker.udp("example.org"));
      Asker.response(asker.tcp("example.org"));

      assertThat(upstream.next().client().getAddress()).isEqualTo(source);
      assertThat(upstream.next().client().getAddress()).isEqualTo(source);
    }
  }

  @Test
  void cannotAskFromAnAddressThatIsNotOurs() throws Exception {
    InetAddress source = InetAddress.getByName("192.0.2.99");
    var config = new ClientConfig(Duration.ofSeconds(10), Duration.ZERO, 0, source);
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var asker = new Asker(io.handlers(), upstream.address(), config)) {
      assertThat(Asker.failure(asker.udp("example.org"))).hasMessageContaining("assign");
      assertThat(Asker.failure(asker.tcp("example.org"))).hasMessageContaining("assign");
    }
  }

  @Test
  void whoStillWaitsWhenItIsClosedHearsTheResponse() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      Future<WireResponse> udp = asker.udp("example.org");
      UpstreamQuestion first = upstream.next();
      Future<WireResponse> tcp = asker.tcp("example.org");
      UpstreamQuestion second = upstream.next();

      asker.closeClient();
      asker.settle();
      first.answer("192.0.2.1");
      second.answer("192.0.2.1");

      assertThat(Asker.response(udp).rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(Asker.response(tcp).rcode()).isEqualTo(Rcode.NOERROR);
      upstream.awaitClosed();
    }
  }

  /** A48: what waits is bounded, whatever an upstream does. */
  @Test
  void refusesMoreThanItHasRoomFor() {
    try (var upstream = FakeUpstream.silent();
        var asker = asker(upstream)) {
      List<Future<WireResponse>> outcomes = new ArrayList<>();
      for (int i = 0; i <= LoopClient.MAX_EXCHANGES; i++) {
        outcomes.add(asker.udp(i + ".example.org"));
      }

      assertThat(Asker.failure(outcomes.getLast()))
          .hasMessage("too many queries wait for " + upstream);
      assertThat(outcomes.stream().filter(Future::isDone).count()).isEqualTo(1);
    }
  }
}
