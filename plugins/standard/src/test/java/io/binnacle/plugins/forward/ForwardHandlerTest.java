// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.dns.Edns;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Drop;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.Directives;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.Queries;
import io.binnacle.testing.UpstreamQuestion;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ForwardHandlerTest {
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  /** How far the clock goes on each time that somebody looks. */
  private long clockStep;

  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void endLoops() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private ForwardHandler handler(FakeUpstream upstream, String... options)
      throws CorefileException {
    String block = "read_timeout 1h\n" + String.join("\n", options); // the last one counts
    return handler("forward . " + upstream + " {\n" + block + "\n}");
  }

  private ForwardHandler handler(String corefile) throws CorefileException {
    return new ForwardHandler(
        ForwardConfig.parse(Directives.parse(corefile), Path::of),
        null,
        new ForwardMetrics(new PrometheusRegistry()),
        loops::next,
        () -> nanos.getAndAdd(clockStep));
  }

  private Query query(String name, Transport transport, @Nullable Edns edns) {
    var client =
        Client.of(
            new InetSocketAddress("192.0.2.7", 4711),
            new InetSocketAddress("192.0.2.53", 53),
            transport,
            loops.next());
    return Queries.query(name, Type.A, edns, client);
  }

  private Query query(String name) {
    return query(name, Transport.UDP, null);
  }

  /** What the handler says on the query's event loop. */
  private static Outcome outcome(ForwardHandler handler, Query query) {
    return query.loop().submit(() -> handler.handle(query)).syncUninterruptibly().getNow();
  }

  private static CompletableFuture<Response> response(ForwardHandler handler, Query query) {
    return switch (outcome(handler, query)) {
      case Later later -> later.response().thenApply(Response.class::cast).toCompletableFuture();
      case Response response -> CompletableFuture.completedFuture(response);
      case Outcome other -> throw new AssertionError("not a reply: " + other);
    };
  }

  @Test
  void passesOnWhatItIsNotFor() throws Exception {
    try (var handler = handler("forward example.org 192.0.2.1")) {
      assertThat(outcome(handler, query("example.net"))).isSameAs(Next.NEXT);
    }
  }

  /** Attack A12: many packets with one question would be many chances to forge a response. */
  @Test
  void asksOnceWhatTenThousandAsk() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream)) {
      List<CompletableFuture<Response>> responses = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        responses.add(response(handler, query(i % 2 == 0 ? "example.org" : "EXAMPLE.org")));
      }

      upstream.next().answer("192.0.2.1");

      for (var response : responses) {
        assertThat(response.get().rcode()).isEqualTo(Rcode.NOERROR);
      }
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void asksNobodyForAQueryThatMustNotWait() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var handler = handler(upstream)) {
      assertThat(outcome(handler, query("example.org").atOnce())).isSameAs(Drop.DROP);
      response(handler, query("example.org")).get();

      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void asksAgainWhenTheResponseIsThere() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var handler = handler(upstream)) {
      response(handler, query("example.org")).get();
      response(handler, query("example.org")).get();

      assertThat(upstream.asked()).isEqualTo(2);
    }
  }

  @Test
  void asksForEachWhatDependsOnHowItIsAsked() throws Exception {
    Edns dnssecOk = Edns.of(1232, 0, Edns.DO, new byte[0]);
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream)) {
      List.of(
              query("example.org"),
              query("example.org", Transport.UDP, dnssecOk),
              query("example.org", Transport.TCP, null),
              query("www.example.org"))
          .forEach(query -> outcome(handler, query));

      for (int i = 0; i < 4; i++) {
        upstream.next();
      }
      assertThat(upstream.asked()).isEqualTo(4);
    }
  }

  /** Attack A17: what clients say of their subnet does not make it another question. */
  @Test
  void asksOnceWhateverTheOptionsOfClients() throws Exception {
    byte[] subnet = {0, 8, 0, 7, 0, 1, 24, 0, (byte) 203, 0, 113};
    byte[] other = {0, 8, 0, 7, 0, 1, 24, 0, (byte) 198, 51, 100};
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream)) {
      var first =
          response(handler, query("example.org", Transport.UDP, Edns.of(1232, 0, 0, subnet)));
      var second =
          response(handler, query("example.org", Transport.UDP, Edns.of(4096, 0, 0, other)));
      upstream.next().answer("192.0.2.1");

      first.get();
      second.get();
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  /** Attack A48: one slow response does not gather any number of clients. */
  @Test
  void boundsHowManyWaitForOneResponse() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream)) {
      Query query = query("example.org");
      List<CompletableFuture<Response>> waiting = new ArrayList<>();
      for (int i = 0; i < ForwardHandler.MAX_SHARING; i++) {
        waiting.add(response(handler, query));
      }

      Response oneMore = response(handler, query).get();
      CompletableFuture<Response> another = response(handler, query("www.example.org"));

      assertThat(oneMore.rcode()).isEqualTo(Rcode.REFUSED);
      assertThat(oneMore.cause()).hasMessage("more than 16384 queries wait for one response");
      assertThat(another).isNotDone();
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }
  }

  /** Attack A48, and A47: random names do not gather any number of clients, either. */
  @Test
  void boundsHowManyWaitInAll() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream, "max_concurrent 100")) {
      List<CompletableFuture<Response>> waiting = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        waiting.add(response(handler, query(i + ".example.org")));
      }

      Response oneMore = response(handler, query("example.org")).get();
      for (int i = 0; i < 100; i++) {
        upstream.next().answer("192.0.2.1");
      }
      for (var response : waiting) {
        response.get();
      }
      upstream.behave(answer("192.0.2.1"));

      assertThat(oneMore.rcode()).isEqualTo(Rcode.REFUSED);
      assertThat(oneMore.cause()).hasMessage("more than 100 queries wait for upstreams");
      assertThat(response(handler, query("example.org")).get().rcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void saysWhyItFailed() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream, "read_timeout 20ms", "max_connect_attempts 1")) {
      Response response = response(handler, query("example.org")).get();

      assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(response.cause()).hasMessage("read udp " + upstream + ": i/o timeout");
      assertThat(response.extendedError())
          .isEqualTo(new ExtendedError(22, "read udp " + upstream + ": i/o timeout"));
    }
  }

  @Test
  void triesNothingMoreWhenItsTimeIsOver() throws Exception {
    clockStep = Flight.BUDGET.toNanos() / 2 + 1; // at the start, the first attempt, the second
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream, "read_timeout 20ms", "max_fails 0")) {
      Response response = response(handler, query("example.org")).get();

      assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void doesNotWaitForAnAttemptLongerThanThereIsTimeLeft() throws Exception {
    clockStep = Flight.BUDGET.minus(Duration.ofMillis(20)).toNanos();
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream, "max_fails 0")) {
      Response response = response(handler, query("example.org")).get();

      assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(upstream.asked()).isEqualTo(1);
    }
  }

  @Test
  void doesNotAskWhoIsSuspended() throws Exception {
    try (var first = FakeUpstream.start(answer("192.0.2.1"));
        var second = FakeUpstream.start(answer("192.0.2.2"));
        var handler = handler("forward . " + first + " " + second)) {
      handler.upstreams().getFirst().suspend("forwarding loop through " + first);
      for (int i = 0; i < 20; i++) {
        response(handler, query("example.org")).get();
      }
      handler.upstreams().getLast().suspend("forwarding loop through " + second);
      Response failure = response(handler, query("example.org")).get();

      assertThat(first.asked()).isZero();
      assertThat(second.asked()).isEqualTo(20);
      assertThat(failure.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(failure.extendedError())
          .isNotNull()
          .extracting(ExtendedError::text)
          .asString()
          .startsWith("forwarding loop through ");
    }
  }

  @Test
  void asksASuspendedUpstreamOnlyWhatItMustAsk() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var handler = handler(upstream)) {
      Candidate suspended = handler.upstreams().getFirst();
      suspended.suspend("forwarding loop");
      Question probe = Question.of(Queries.name("probe.example"), Type.HINFO, DClass.IN);

      Response response = suspended.ask(probe, Flight.BUDGET).toCompletableFuture().get();

      assertThat(response.rcode()).isEqualTo(Rcode.NOERROR);
      assertThat(upstream.next().name()).hasToString("probe.example.");
      suspended.resume();
      assertThat(response(handler, query("example.org")).get().rcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void triesAnyUpstreamWhenAllAreDown() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var handler = handler(upstream, "force_tcp", "max_fails 1", "health_check 10ms")) {
      bringDown(upstream, handler);

      Response response = response(handler, query("example.net")).get();

      assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(upstream.rest()).extracting(it -> it.name().toString()).contains("example.net.");
    }
  }

  @Test
  void triesNoneWhenAllAreDownIfToldToFailFast() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var handler =
            handler(
                upstream,
                "force_tcp",
                "max_fails 1",
                "health_check 10ms",
                "failfast_all_unhealthy_upstreams")) {
      bringDown(upstream, handler);

      Response response = response(handler, query("example.net")).get();

      assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(response.cause()).hasMessage("no healthy upstreams");
      assertThat(upstream.rest())
          .extracting(it -> it.name().toString())
          .doesNotContain("example.net.");
    }
  }

  /** Over TCP an upstream can see that it is asked, and yet fail at once. */
  private void bringDown(FakeUpstream upstream, ForwardHandler handler) throws Exception {
    upstream.behave(UpstreamQuestion::hangUp);
    response(handler, query("example.org")).get();
    for (int checks = 0; checks < 3; ) { // the third comes when two have failed
      checks += upstream.next().name().equals(Name.root) ? 1 : 0;
    }
  }
}
