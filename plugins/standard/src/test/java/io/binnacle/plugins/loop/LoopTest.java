// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.http.HttpAnswer;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Servers that forward to each other, over real sockets. */
class LoopTest {
  private final int port = FreePort.find();
  private final int otherPort = FreePort.find();
  private final int readyPort = FreePort.find();
  private int asked;

  /** A server that forwards all to this port. */
  private static TestServer forwarding(int from, int to, String options) {
    return TestServer.start(
        ".:%d {\n bind 127.0.0.1\n loop\n forward . 127.0.0.1:%d {\n %s\n }\n}", from, to, options);
  }

  /** Why a server does not answer; empty if it does. */
  private String reason(int server) throws IOException {
    Message query = DnsClient.query(asked++ + ".example.org", Type.A);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server);
    Message response = DnsClient.udp(address).ask(query);
    return response.getRcode() == Rcode.NOERROR
        ? ""
        : response.getOPT().getOptions().stream()
            .filter(ExtendedErrorCodeOption.class::isInstance)
            .map(it -> ((ExtendedErrorCodeOption) it).getText())
            .findFirst()
            .orElseThrow();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      if (Thread.interrupted()) {
        throw new AssertionError("not in time"); // of JUnit's choice
      }
    }
  }

  private void awaitLoop(int server, int upstream) throws Exception {
    String expected = "forwarding loop through 127.0.0.1:" + upstream;
    await(() -> reason(server).equals(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "force_tcp"})
  void findsAServerThatForwardsToItself(String option) throws Exception {
    try (var _ = forwarding(port, port, option)) {
      awaitLoop(port, port);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "force_tcp"})
  void findsTwoServersThatForwardToEachOtherWhicheverStartsFirst(String option) throws Exception {
    try (var _ = forwarding(port, otherPort, option);
        var _ = forwarding(otherPort, port, option)) {
      for (int server : List.of(port, otherPort)) { // one breaks the loop, the other hears of it
        await(() -> reason(server).startsWith("forwarding loop through 127.0.0.1:"));
      }
    }
  }

  @Test
  void findsTwoBlocksThatForwardToEachOther() throws Exception {
    try (var _ =
        TestServer.start(
            """
            example.org:%1$d {
                bind 127.0.0.1
                loop
                forward . 127.0.0.1:%2$d
            }
            .:%2$d {
                bind 127.0.0.1
                forward example.org 127.0.0.1:%1$d
            }
            """,
            port, otherPort)) {
      awaitLoop(port, otherPort);
    }
  }

  /** Passes each question on to this port and the answer back, as a stub resolver does. */
  private static FakeUpstream.Behaviour passOnTo(int port) {
    var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return question ->
        Thread.startVirtualThread(
            () -> {
              try {
                question.reply(DnsClient.udp(server).exchange(question.wire()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /** Waits for the next round, without asking all the time. */
  private static void awaitProbe(FakeUpstream upstream) {
    upstream.rest();
    while (upstream.next().message().getQuestion().getType() != Type.HINFO) {
      // a query of the test's own
    }
  }

  @Test
  void usesAnUpstreamAgainThatHasBeenMended() throws Exception {
    try (var upstream = FakeUpstream.start(passOnTo(port));
        var _ = forwarding(port, upstream.address().getPort(), "")) {
      awaitLoop(port, upstream.address().getPort());
      upstream.behave(answer("192.0.2.1"));
      awaitProbe(upstream);

      await(() -> reason(port).isEmpty());
    }
  }

  @Test
  void findsAnUpstreamThatBeginsToLoop() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var _ = forwarding(port, upstream.address().getPort(), "")) {
      assertThat(reason(port)).isEmpty();
      upstream.behave(passOnTo(port));
      awaitProbe(upstream);

      awaitLoop(port, upstream.address().getPort());
    }
  }

  /** A resolver that loops, too, says SERVFAIL: queries sent there might come back all the same. */
  @Test
  void doesNotBelieveAnErrorToBeTheEndOfTheLoop() throws Exception {
    try (var upstream = FakeUpstream.start(passOnTo(port));
        var _ = forwarding(port, upstream.address().getPort(), "")) {
      awaitLoop(port, upstream.address().getPort());
      upstream.behave(question -> question.rcode(Rcode.SERVFAIL));
      awaitProbe(upstream);
      awaitProbe(upstream);

      assertThat(reason(port)).startsWith("forwarding loop");
    }
  }

  private HttpAnswer ready() throws IOException, InterruptedException {
    return HttpProbe.get(readyPort, "/ready");
  }

  @Test
  void isNotReadyWhileAllUpstreamsLoop() throws Exception {
    try (var upstream = FakeUpstream.start(passOnTo(port));
        var _ =
            TestServer.start(
                """
                .:%d {
                    bind 127.0.0.1
                    ready 127.0.0.1:%d {
                        monitor continuously
                    }
                    loop
                    forward . %s
                }
                """,
                port, readyPort, upstream)) {
      awaitLoop(port, upstream.address().getPort());
      assertThat(ready()).isEqualTo(HttpAnswer.unavailable("loop"));
      upstream.behave(answer("192.0.2.1"));
      awaitProbe(upstream);

      await(() -> ready().equals(HttpAnswer.OK));
    }
  }

  @Test
  void isReadyAndAnswersWhileAnotherUpstreamDoes() throws Exception {
    try (var looping = FakeUpstream.start(passOnTo(port));
        var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var _ =
            TestServer.start(
                """
                .:%d {
                    bind 127.0.0.1
                    ready 127.0.0.1:%d
                    loop
                    forward . %s %s {
                        policy sequential
                    }
                }
                """,
                port, readyPort, looping, upstream)) {
      await(() -> ready().equals(HttpAnswer.OK));
      looping.rest();
      for (int i = 0; i < 20; i++) {
        assertThat(reason(port)).isEmpty();
      }

      assertThat(looping.rest()).allMatch(it -> it.message().getQuestion().getType() == Type.HINFO);
    }
  }

  /** Attack A53: what a probe is called is known to none but those it is sent to. */
  @Test
  void learnsNothingFromThoseWhoGuess() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server = forwarding(port, upstream.address().getPort(), "")) {
      String probe = upstream.next().name().toString();
      assertThat(probe).matches("[0-9]{10,19}\\.[0-9]{10,19}\\.");
      for (int i = 0; i < 100; i++) {
        assertThat(server.ask(i + ".1234567890123456789.", Type.HINFO).getRcode())
            .isEqualTo(Rcode.NOERROR);
      }
      assertThat(server.ask(probe, Type.A).getRcode()).isEqualTo(Rcode.NOERROR);

      assertThat(reason(port)).isEmpty();
    }
  }
}
