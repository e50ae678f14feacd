// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Drop;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.WireResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * One query's way down a chain, and its response's way up.
 *
 * <p>May be used again once it is over; one that waits for a response keeps its place until then.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class Exchange {
  /** How long a reply that comes later may take. */
  static final Duration DEADLINE = Duration.ofSeconds(6);

  private static final int USUAL_LENGTH = 16;
  private static final Response REFUSED =
      Response.error(
          Rcode.REFUSED,
          new ExtendedError(ExtendedError.NOT_AUTHORITATIVE, "nothing here answers for this name"));
  private static final ExtendedError FAULT =
      new ExtendedError(ExtendedError.OTHER, "a fault in the server");
  private static final ExtendedError TIMEOUT =
      new ExtendedError(ExtendedError.OTHER, "no response in time");

  /* What was left behind on the way down: at each place the query as it was above, and the filter
   * that waits for its response; no filter where a handler only passed another query on. */
  private @Nullable Query[] queries = new Query[USUAL_LENGTH];
  private @Nullable ResponseFilter[] filters = new ResponseFilter[USUAL_LENGTH];
  private int left;

  /** The query that entered the chain. */
  private @Nullable Query entered;

  private HandlerChain chain = HandlerChain.EMPTY;

  /** The station that the query is at, or that replied. */
  private int at;

  /** The query that the response at hand answers. */
  private @Nullable Query lowest;

  private @Nullable Ending ending;
  private boolean isWaiting;

  /** Whether this exchange is not over: its response comes later. */
  boolean isWaiting() {
    return isWaiting;
  }

  /** Sends a query down the chain. */
  void run(HandlerChain way, Query first, Ending whoGetsIt) {
    ending = whoGetsIt;
    chain = way;
    entered = first;
    lowest = first;
    Query query = first;
    Reply reply = REFUSED; // running off the end of the chain
    try {
      down:
      for (at = 0; at < way.length(); at++) {
        Station station = way.station(at);
        if (station.filter() != null) {
          leaveBehind(query, station.filter());
          continue;
        }
        Outcome outcome = station.handler().handle(query);
        switch (outcome) {
          case Next next -> {
            Query passedOn = next.query();
            if (passedOn != null || next.filter() != null) {
              leaveBehind(query, next.filter());
            }
            if (passedOn != null) {
              query = passedOn;
              lowest = passedOn;
            }
          }
          case Reply found -> {
            reply = found;
            break down;
          }
          case Drop drop -> {
            drop();
            return;
          }
        }
      }
    } catch (Throwable e) { // whatever a handler throws harms its own query only
      way.threw();
      reply = Response.failure(e).withExtendedError(FAULT);
    }
    up(reply);
  }

  private void drop() {
    for (int i = left - 1; i >= 0; i--) {
      ResponseFilter filter = filters[i];
      if (filter != null) {
        filter.dropped(Objects.requireNonNull(queries[i]));
      }
    }
    end(null);
  }

  private void leaveBehind(Query query, @Nullable ResponseFilter filter) {
    if (left == queries.length) {
      queries = Arrays.copyOf(queries, 2 * left);
      filters = Arrays.copyOf(filters, 2 * left);
    }
    queries[left] = query;
    filters[left] = filter;
    left++;
  }

  private void up(Reply first) {
    Reply reply = first;
    while (true) {
      switch (reply) {
        case Later later -> {
          await(later);
          return;
        }
        case Response response -> {
          if (left == 0) {
            end(response);
            return;
          }
          left--;
          reply = pass(response, Objects.requireNonNull(queries[left]), filters[left]);
          queries[left] = null;
          filters[left] = null;
        }
      }
    }
  }

  /** Takes a response past a place where something was left behind. */
  private Reply pass(Response response, Query query, @Nullable ResponseFilter filter) {
    try {
      Response above = asAnswerTo(query, response);
      lowest = query;
      return filter == null ? above : requireReply(filter.filter(query, above));
    } catch (Throwable e) { // as above
      chain.threw();
      lowest = query;
      return Response.failure(e).withExtendedError(FAULT);
    }
  }

  /** What has passed a place where the question was changed is told in names that do not change. */
  private Response asAnswerTo(Query above, Response response) {
    Query below = lowest;
    if (below == null
        || !(response instanceof WireResponse wire)
        || wire.sections().length() == 0
        || below.question().equals(above.question())) {
      return response;
    }
    MessageResponse plain = MessageResponse.of(wire.message(below.question()));
    MessageResponse message = wire.isLive() ? plain.live() : plain;
    return wire.extendedError() == null ? message : message.withExtendedError(wire.extendedError());
  }

  private static Reply requireReply(@Nullable Reply reply) {
    if (reply == null) {
      throw new IllegalStateException("a filter returned null");
    }
    return reply;
  }

  private void await(Later later) {
    Query query = lowest;
    if (query == null) {
      throw new IllegalStateException("nothing was asked");
    }
    if (query.isAtOnce() && !later.response().toCompletableFuture().isDone()) {
      drop();
      return;
    }
    isWaiting = true;
    new Wait(query).on(later.response());
  }

  private void end(@Nullable Response response) {
    Query query = entered;
    Ending whoGetsIt = ending;
    HandlerChain way = chain;
    String replier = at < way.length() ? way.station(at).plugin() : "";
    Arrays.fill(queries, 0, left, null);
    Arrays.fill(filters, 0, left, null);
    left = 0;
    entered = null;
    lowest = null;
    ending = null;
    chain = HandlerChain.EMPTY;
    isWaiting = false;
    if (whoGetsIt != null && query != null) {
      way.answered(query, response, replier);
      whoGetsIt.end(query, response); // last: it may use this exchange again
    }
  }

  /** The wait for one response: over at the first of its coming, its failure and the deadline. */
  private final class Wait {
    private final Query query;
    private boolean isOver;
    private @Nullable Future<?> alarm;

    Wait(Query query) {
      this.query = query;
    }

    void on(CompletionStage<? extends Response> stage) {
      stage.whenComplete(this::completed);
      if (!isOver) {
        alarm =
            query
                .loop()
                .schedule(
                    () ->
                        finish(
                            Response.failure(new TimeoutException(TIMEOUT.text()))
                                .withExtendedError(TIMEOUT)),
                    DEADLINE.toMillis(),
                    TimeUnit.MILLISECONDS);
      }
    }

    private void completed(@Nullable Response response, @Nullable Throwable failure) {
      Response reply =
          response != null
              ? response
              : Response.failure(
                      failure != null ? failure : new IllegalStateException("completed with null"))
                  .withExtendedError(FAULT);
      if (query.loop().inEventLoop()) {
        finish(reply);
        return;
      }
      try {
        query.loop().execute(() -> finish(reply));
      } catch (RejectedExecutionException e) {
        // the server has stopped: nobody waits any more
      }
    }

    private void finish(Response reply) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (alarm != null) {
        alarm.cancel(false);
      }
      up(reply);
    }
  }
}
