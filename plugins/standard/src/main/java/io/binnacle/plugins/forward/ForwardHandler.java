// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static java.util.stream.Collectors.joining;

import io.binnacle.client.UpstreamException;
import io.binnacle.client.UpstreamQuery;
import io.binnacle.corefile.Upstream;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Drop;
import io.binnacle.plugin.Forwarder;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Sends queries to upstreams, each question once, however many ask it at a time.
 *
 * <p><i>Safe for use by many threads</i>: they share a concurrent table of the questions that are
 * on their way, and counters.
 */
final class ForwardHandler implements Handler, Forwarder, AutoCloseable {
  /** Queries that may wait at a time, unless the Corefile allows fewer. */
  static final int MAX_WAITING = 32_768;

  /** Queries that may wait for one response. */
  static final int MAX_SHARING = 16_384;

  private static final Response TOO_MANY_SHARE =
      refusal("more than " + MAX_SHARING + " queries wait for one response");
  private static final Response NO_TRANSFER = refusal("transfers are not forwarded");

  private final ForwardConfig config;
  private final @Nullable ForwardHandler behind;
  private final ForwardMetrics metrics;
  private final LongSupplier nanoClock;
  private final Scope scope;
  private final Upstreams upstreams;
  private final HostWatch hosts;
  private final int maxWaiting;
  private final Response tooManyWait;
  private final Response nobodyToAsk;

  private final ConcurrentMap<UpstreamQuery, Flight> flights = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * A handler that opens its sockets when it needs them.
   *
   * @param behind the next {@code forward} of the server block
   * @param loops where to ask what no query asks
   */
  ForwardHandler(
      ForwardConfig config,
      @Nullable ForwardHandler behind,
      ForwardMetrics metrics,
      Supplier<EventLoop> loops) {
    this(config, behind, metrics, loops, System::nanoTime);
  }

  ForwardHandler(
      ForwardConfig config,
      @Nullable ForwardHandler behind,
      ForwardMetrics metrics,
      Supplier<EventLoop> loops,
      LongSupplier nanoClock) {
    this.config = config;
    this.behind = behind;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    scope = new Scope(config.targets().from(), config.except());
    upstreams =
        new Upstreams(
            config.targets().to(),
            (address, written) -> new Candidate(address, written, config, metrics, loops));
    hosts = new HostWatch(upstreams, HostLookup.of(config.resolver()));
    nobodyToAsk = nobodyToAsk(upstreams.named());
    maxWaiting = config.maxConcurrent() == 0 ? MAX_WAITING : config.maxConcurrent();
    tooManyWait = refusal("more than " + maxWaiting + " queries wait for upstreams");
  }

  /** Does what takes time before the first query. */
  AutoCloseable open() throws InterruptedException {
    if (config.tls() != null) {
      config.tls().warmUp();
    }
    hosts.start();
    return this;
  }

  private static Response nobodyToAsk(List<Upstream> named) {
    String names = named.stream().map(Upstream::host).collect(joining(", "));
    String problem = "no address is known of " + names;
    return Response.failure(UpstreamException.silence(problem))
        .withExtendedError(new ExtendedError(ExtendedError.NO_REACHABLE_AUTHORITY, problem));
  }

  private static Response refusal(String problem) {
    return Response.failure(Rcode.REFUSED, UpstreamException.refusal(problem))
        .withExtendedError(new ExtendedError(ExtendedError.OTHER, problem));
  }

  @Override
  public Outcome handle(Query query) {
    if (!scope.contains(query.question())) {
      return Next.NEXT;
    }
    return query.isAtOnce() ? Drop.DROP : forward(query); // upstreams take their time
  }

  /**
   * What the first forward behind this one says that is in charge of the name, or null if there is
   * none.
   */
  @Nullable Reply askBehind(Query query) {
    for (ForwardHandler next = behind; next != null; next = next.behind) {
      if (next.scope.contains(query.question())) {
        return next.forward(query);
      }
    }
    return null;
  }

  private Reply forward(Query query) {
    if (query.type() == Type.AXFR || query.type() == Type.IXFR) {
      return NO_TRANSFER; // a stream of messages, to which one response is no answer
    }
    if (upstreams.now().isEmpty()) {
      return nobodyToAsk;
    }
    if (waiting.incrementAndGet() > maxWaiting) {
      waiting.decrementAndGet();
      metrics.rejects().inc();
      return tooManyWait;
    }
    Flight flight = flight(query);
    if (!flight.board()) {
      waiting.decrementAndGet();
      return TOO_MANY_SHARE;
    }
    return new Later(flight.response().whenComplete((_, _) -> landed(query, flight)));
  }

  private void landed(Query query, Flight flight) {
    waiting.decrementAndGet();
    query.note("forward/upstream", flight.upstream());
  }

  /** The flight that this query's question is on, or a new one. */
  private Flight flight(Query query) {
    UpstreamQuery question = UpstreamQuery.of(query, config.transport(query.transport()));
    Flight underway = flights.get(question);
    if (underway != null) {
      return underway;
    }
    Flight mine = new Flight(this, config, question, query);
    underway = flights.putIfAbsent(question, mine);
    if (underway != null) {
      return underway;
    }
    mine.depart();
    return mine;
  }

  /** The upstreams in the order in which the next question tries them. */
  List<Candidate> candidates() {
    return config.policy().order(upstreams.now(), turn.getAndIncrement());
  }

  /** A question has found no upstream that is well. */
  void allAreDown() {
    metrics.broken().inc();
  }

  /** There is a response: who asks the same again starts anew. */
  void landed(UpstreamQuery question, Flight flight) {
    flights.remove(question, flight);
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  @Override
  public Zones zones() {
    return config.targets().from();
  }

  @Override
  public List<Candidate> upstreams() {
    return upstreams.now();
  }

  @Override
  public void close() {
    hosts.close();
    upstreams.close();
  }
}
