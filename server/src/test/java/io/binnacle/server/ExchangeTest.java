// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Drop;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Observer;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The five clauses of the contract in {@code io.binnacle.plugin}. */
class ExchangeTest {
  private static final Response OK = Response.error(Rcode.NOERROR);

  private final EventLoop loop = new DefaultEventLoop();
  private final Query query = Queries.udp("www.example.org", Type.A, loop);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  // 1. On the query's event loop, also after a Later

  @Test
  void handlersRunOnTheEventLoopOfTheQuery() {
    List<Boolean> onLoop = Collections.synchronizedList(new ArrayList<>());

    ask(
        asked -> {
          onLoop.add(loop.inEventLoop());
          return Next.NEXT;
        });

    assertThat(onLoop).containsExactly(true);
  }

  @Test
  void filtersRunOnTheEventLoopAfterAResponseFromAnotherThread() {
    List<Boolean> onLoop = Collections.synchronizedList(new ArrayList<>());
    Handler watcher =
        leaving(
            (asked, response) -> {
              onLoop.add(loop.inEventLoop());
              return response;
            });

    Response response = ask(watcher, asked -> later(Response.error(Rcode.NXDOMAIN)));

    assertThat(response.rcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(onLoop).containsExactly(true);
  }

  // 2. A filter runs if and only if its handler returned Next with it

  @Test
  void filtersSeeTheResponseInReverseOrder() {
    ask(noting("first"), noting("second"), asked -> Response.error(Rcode.NOERROR));

    assertThat(seen).containsExactly("second", "first");
  }

  @Test
  void aFilterBelowTheReplyDoesNotRun() {
    ask(noting("above"), asked -> Response.error(Rcode.NOERROR), noting("below"));

    assertThat(seen).containsExactly("above");
  }

  @Test
  void aFilterSeesTheQueryThatItsHandlerSaw() {
    Handler watcher =
        leaving(
            (asked, response) -> {
              seen.add(asked.name().toString());
              return response;
            });
    Handler renamer = asked -> Next.as(asked.withName(Queries.name("other.example.net")));

    ask(watcher, renamer, watcher, asked -> Response.error(Rcode.NOERROR));

    assertThat(seen).containsExactly("other.example.net.", "www.example.org.");
  }

  @Test
  void aResponseInWireFormKeepsItsNamesWhereTheQuestionWasChanged() {
    Handler renamer = asked -> Next.as(asked.withName(Queries.name("a.longer.example.net")));
    Handler answerer =
        asked -> MessageResponse.of(address(asked)).compile(asked.question()); // points to the name

    Response response = ask(renamer, answerer);

    assertThat(response.message(query.question()).getSection(Section.ANSWER))
        .extracting(record -> record.getName().toString())
        .containsExactly("a.longer.example.net.");
  }

  @Test
  void aResponseMadeOfLiveDataStaysOneWhereTheQuestionWasChanged() {
    Handler renamer = asked -> Next.as(asked.withName(Queries.name("a.longer.example.net")));
    Handler answerer = asked -> MessageResponse.of(address(asked)).compile(asked.question()).live();

    assertThat(ask(renamer, answerer).isLive()).isTrue();
  }

  // 3. A throw becomes SERVFAIL at that station; running off the end is REFUSED

  @Test
  void aThrowingHandlerIsServfailWithItsCauseForTheFiltersAbove() {
    Handler watcher =
        leaving(
            (asked, response) -> {
              seen.add(String.valueOf(response.cause()));
              return response;
            });

    Response response =
        ask(
            watcher,
            asked -> {
              throw new IllegalStateException("broken");
            });

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(seen).containsExactly("java.lang.IllegalStateException: broken");
  }

  @Test
  void aThrowingFilterIsServfailForTheFiltersAbove() {
    Handler thrower =
        leaving(
            (asked, response) -> {
              throw new IllegalStateException("broken");
            });

    Response response = ask(noting("above"), thrower, asked -> Response.error(Rcode.NOERROR));

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(response.cause()).hasMessage("broken");
    assertThat(seen).containsExactly("above");
  }

  @Test
  void aFailedLaterIsServfailWithItsCause() {
    Response response =
        ask(
            noting("above"),
            asked -> new Later(CompletableFuture.failedFuture(new IllegalStateException("gone"))));

    assertThat(response.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(response.cause()).hasMessage("gone");
    assertThat(seen).containsExactly("above");
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless plugin does
  void nullFromAHandlerIsServfail() {
    assertThat(ask(asked -> null).rcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void evenAStackOverflowHarmsItsOwnQueryOnly() {
    Handler endless =
        asked -> {
          throw new StackOverflowError();
        };

    assertThat(ask(endless).rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(ask(asked -> Response.error(Rcode.NXDOMAIN)).rcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void runningOffTheEndIsRefused() {
    Response response = ask(noting("only"));

    assertThat(response.rcode()).isEqualTo(Rcode.REFUSED);
    assertThat(seen).containsExactly("only");
  }

  @Test
  void aDroppedQueryPassesNoFilter() {
    CompletableFuture<Boolean> isDropped = new CompletableFuture<>();
    HandlerChain chain = chain(noting("above"), asked -> Drop.DROP);

    loop.execute(
        () ->
            new Exchange()
                .run(chain, query, (asked, response) -> isDropped.complete(response == null)));

    assertThat(isDropped.join()).isTrue();
    assertThat(seen).isEmpty();
  }

  @Test
  void filtersHearOfADroppedQuery() {
    ResponseFilter watcher =
        new ResponseFilter() {
          @Override
          public Response filter(Query asked, Response response) {
            throw new AssertionError("there is none");
          }

          @Override
          public void dropped(Query asked) {
            seen.add(asked.name().toString());
          }
        };
    Handler renamer = asked -> Next.as(asked.withName(Queries.name("other.example.net")));

    ask(leaving(watcher), renamer, leaving(watcher), asked -> Drop.DROP);

    assertThat(seen).containsExactly("other.example.net.", "www.example.org.");
  }

  // 4. A Later is bounded

  @Test
  void silenceIsServfailAtTheDeadlineAndWhatComesAfterIsIgnored() {
    EmbeddedChannel clock = new EmbeddedChannel();
    clock.freezeTime();
    CompletableFuture<Response> tooLate = new CompletableFuture<>();
    List<Response> responses = new ArrayList<>();
    Query asked = Queries.udp("www.example.org", Type.A, clock.eventLoop());

    new Exchange()
        .run(
            chain(noting("above"), q -> new Later(tooLate)),
            asked,
            (entered, response) -> responses.add(response));
    clock.advanceTimeBy(Exchange.DEADLINE.toMillis() - 1, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
    assertThat(responses).isEmpty();
    clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    clock.runScheduledPendingTasks();
    tooLate.complete(Response.error(Rcode.NOERROR));

    assertThat(responses).extracting(Response::rcode).containsExactly(Rcode.SERVFAIL);
    assertThat(seen).containsExactly("above");
  }

  // 5. What the engine itself knows: an exchange may be used again

  @Test
  void aQueryToBeAnsweredAtOnceIsDroppedWhereItWouldWait() {
    CompletableFuture<Response> never = new CompletableFuture<>();
    ResponseFilter watcher =
        new ResponseFilter() {
          @Override
          public Response filter(Query asked, Response response) {
            seen.add("a response");
            return response;
          }

          @Override
          public void dropped(Query asked) {
            seen.add("dropped");
          }
        };
    Handler hurrying = asked -> new Next(asked.atOnce(), watcher);
    Handler renaming = asked -> Next.as(asked.withName(Queries.name("other.example.net")));

    ask(hurrying, renaming, asked -> new Later(never));
    ask(hurrying, renaming, asked -> new Later(CompletableFuture.completedFuture(OK)));
    ask(hurrying, renaming, asked -> OK);

    assertThat(seen).containsExactly("dropped", "a response", "a response");
  }

  @Test
  void anExchangeThatIsOverForgetsTheQueryBefore() {
    CompletableFuture<List<Integer>> rcodes = new CompletableFuture<>();
    HandlerChain first = chain(noting("first"), asked -> Drop.DROP);
    HandlerChain second = chain(noting("second"), asked -> Response.error(Rcode.NXDOMAIN));

    loop.execute(
        () -> {
          Exchange exchange = new Exchange();
          List<Integer> found = new ArrayList<>();
          exchange.run(first, query, (asked, response) -> {});
          exchange.run(
              second,
              query,
              (asked, response) -> found.add(Objects.requireNonNull(response).rcode()));
          rcodes.complete(found);
        });

    assertThat(rcodes.join()).containsExactly(Rcode.NXDOMAIN);
    assertThat(seen).containsExactly("second");
  }

  @Test
  void aChainLongerThanUsualKeepsAllItsFilters() {
    Handler[] handlers =
        Stream.concat(
                Stream.generate(() -> noting("x")).limit(40),
                Stream.of((Handler) asked -> Response.error(Rcode.NOERROR)))
            .toArray(Handler[]::new);

    ask(handlers);

    assertThat(seen).hasSize(40);
  }

  @Test
  void whatTheEngineItselfRefusesOrFailsHasAReason() {
    assertThat(ask(asked -> Next.NEXT).extendedError())
        .isEqualTo(new ExtendedError(20, "nothing here answers for this name"));
    assertThat(
            ask(asked -> {
                  throw new IllegalStateException("a bug");
                })
                .extendedError())
        .isEqualTo(new ExtendedError(0, "a fault in the server"));
    assertThat(
            ask(asked ->
                    new Later(CompletableFuture.failedStage(new IllegalStateException("a bug"))))
                .extendedError())
        .isEqualTo(new ExtendedError(0, "a fault in the server"));
  }

  @Test
  void anObserverHearsWhoRepliedWhatAndWhatWasThrown() {
    List<String> heard = new ArrayList<>();
    Observer observer =
        new Observer() {
          @Override
          public void answered(Query asked, @Nullable Response response, String plugin) {
            heard.add(plugin + " " + (response == null ? "nothing" : response.rcode()));
          }

          @Override
          public void threw() {
            heard.add("threw");
          }
        };
    for (Handler last :
        List.<Handler>of(
            asked -> Response.error(Rcode.NXDOMAIN),
            asked -> later(Response.error(Rcode.NOTIMP)),
            asked -> Drop.DROP,
            asked -> {
              throw new IllegalStateException("a bug");
            },
            asked -> Next.NEXT)) {
      new HandlerChain(
              List.of(new Station("above", asked -> Next.NEXT), new Station("last", last)),
              List.of(observer))
          .run(query)
          .toCompletableFuture()
          .join();
    }

    assertThat(heard).containsExactly("last 3", "last 4", "last nothing", "threw", "last 2", " 5");
  }

  @Test
  void aFilterInTheChainSeesTheResponse() {
    Response response = Response.error(Rcode.NXDOMAIN);
    ResponseFilter filter = (asked, below) -> below.withFlags(0x20, 0);

    HandlerChain chain =
        new HandlerChain(
            List.of(Station.of("above", filter), new Station("last", asked -> response)),
            List.of());

    assertThat(chain.run(query).toCompletableFuture().join().flags()).isEqualTo(0x20);
  }

  private Response ask(Handler... handlers) {
    return chain(handlers).run(query).toCompletableFuture().join();
  }

  private static HandlerChain chain(Handler... handlers) {
    return new HandlerChain(
        Stream.of(handlers).map(handler -> new Station("test", handler)).toList(), List.of());
  }

  private Handler noting(String name) {
    return leaving(
        (asked, response) -> {
          seen.add(name);
          return response;
        });
  }

  private static Handler leaving(ResponseFilter filter) {
    return asked -> Next.then(filter);
  }

  private static Reply later(Response response) {
    CompletionStage<Response> stage =
        CompletableFuture.supplyAsync(() -> response, Thread::startVirtualThread);
    return new Later(stage);
  }

  private static Message address(Query asked) {
    Message message = asked.message();
    message.getHeader().setFlag(Flags.QR);
    message.addRecord(
        new ARecord(asked.name(), DClass.IN, 5, new byte[] {10, 0, 0, 1}), Section.ANSWER);
    return message;
  }
}
