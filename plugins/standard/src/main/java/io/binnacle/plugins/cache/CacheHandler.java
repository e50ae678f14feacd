// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.Edns;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.cache.CacheMetrics.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Answers with what is held, and holds what comes from below. Whoever asks what is on its way
 * already waits for it: there is one query below for each question.
 *
 * <pre>{@code
 *                    fresh ─────────────────────────▶ reply (perhaps refresh behind it)
 * query ─▶ find ──── stale ─── immediate ───────────▶ reply, refresh behind it
 *            │         └────── verify ──▶ refresh ──▶ reply: what comes first, it or the timer
 *          none ─┬─ on its way ─────────▶ wait
 *                └─ not yet ────────────▶ next
 * }</pre>
 *
 * <p><i>Safe for use by many threads</i>: they share stores, and a concurrent table of the queries
 * that are on their way. A hit allocates nothing.
 */
final class CacheHandler implements Handler {
  private static final int AD = 0x8000 >>> Flags.AD;
  private static final int RD = 0x8000 >>> Flags.RD;

  private static final Response TOO_MANY_WAIT =
      Response.error(
          Rcode.REFUSED,
          new ExtendedError(
              ExtendedError.OTHER,
              "more than " + Flight.MAX_WAITING + " queries wait for one response"));

  private final CacheConfig config;
  private final Chain rest;
  private final PerRoute<Meters> meters;
  private final Keeper keeper;
  private final ConcurrentMap<Flight.Key, Flight> flights = new ConcurrentHashMap<>();

  /**
   * Whether the names of a zone are held, for the zones of the cache and the live ones. Not changed
   * any more once there are queries.
   */
  private ZoneTable<Boolean> zones;

  /**
   * A cache that is empty.
   *
   * @param rest the handlers below
   */
  CacheHandler(CacheConfig config, Chain rest, PerRoute<Meters> meters) {
    this(config, rest, meters, System::nanoTime, InstantSource.system());
  }

  CacheHandler(
      CacheConfig config,
      Chain rest,
      PerRoute<Meters> meters,
      LongSupplier nanoClock,
      InstantSource clock) {
    this.config = config;
    this.rest = rest;
    this.meters = meters;
    keeper = new Keeper(config, meters, nanoClock, clock);
    zones = zones(config.zones(), List.of());
  }

  /**
   * Goes on where another cache has ended.
   *
   * @param kept what that one held
   * @param live zones of which nothing need be held, since the plugins below have them at hand
   */
  void start(Contents kept, List<Name> live) {
    keeper.takeOver(kept);
    zones = zones(config.zones(), live);
  }

  private static ZoneTable<Boolean> zones(Zones own, List<Name> live) {
    Map<Name, Boolean> isHeld = new HashMap<>();
    own.names().forEach(zone -> isHeld.put(zone, live.stream().noneMatch(zone::subdomain)));
    live.forEach(zone -> isHeld.put(zone, false));
    return ZoneTable.of(isHeld);
  }

  @Override
  public Outcome handle(Query query) {
    Question question = query.question();
    if (!isHeld(question) || isPersonal(query)) {
      return Next.NEXT;
    }
    Meters counters = meters.of(query.route());
    counters.requests().inc();
    int variant = Variants.of(query);
    long now = query.received();
    Held held = keeper.find(question, variant, now);
    if (held == null) {
      counters.misses().inc();
      return query.hasFlag(Flags.RD)
          ? ask(query, new Flight(flights, keeper, new Flight.Key(question, variant), null))
          : Next.NEXT; // upstreams tell what they have at hand, if that: nothing for others
    }
    counters.of(held.kind()).hits().inc();
    return held.isFresh(now)
        ? fresh(query, variant, held, counters)
        : stale(query, variant, held, counters);
  }

  private boolean isHeld(Question question) {
    Boolean isHeld = zones.longestMatch(question);
    return isHeld != null && isHeld && question.type() != Type.AXFR && question.type() != Type.IXFR;
  }

  /** RFC 7871, 7.3.1: the answer to a query that tells of the client is for nobody else. */
  private static boolean isPersonal(Query query) {
    Edns edns = query.edns();
    return edns != null && edns.tellsOfClient();
  }

  // What is not held

  private Outcome ask(Query query, Flight mine) {
    Flight underway = mayWait(query) ? flights.putIfAbsent(mine.key(), mine) : null;
    if (underway == null) {
      return new Next(asked(query), mine);
    }
    return underway.board()
        ? new Later(underway.response().thenCompose(response -> shared(query, response)))
        : TOO_MANY_WAIT;
  }

  /**
   * Whether a query may wait for another, and others for it. A look-up within a look-up may be part
   * of what it would wait for; and what is to be answered at once or not at all waits for nothing.
   */
  private static boolean mayWait(Query query) {
    return query.depth() == 0 && !query.isAtOnce();
  }

  /** What one client was told, for another; if it is live, the other is told what is true of it. */
  private CompletionStage<Response> shared(Query query, Response response) {
    return response.isLive()
        ? rest.run(asked(query))
        : CompletableFuture.completedFuture(Held.forClient(query, response));
  }

  /** The query as it goes on: wants to know whether the data are authentic, for those who do. */
  private static Query asked(Query query) {
    return query.hasFlag(Flags.AD) ? query : query.withFlags(AD, 0);
  }

  // What is fresh

  private Reply fresh(Query query, int variant, Held held, Meters counters) {
    Prefetch prefetch = config.prefetch();
    if (prefetch.isOn() && held.countHit(prefetch, query.received()) && mayRefresh(query, held)) {
      refresh(query, variant, held, counters);
    }
    return held.fresh(query);
  }

  private static boolean mayRefresh(Query query, Held held) {
    return held.mayRefresh(query.received()) && !query.isAtOnce();
  }

  /** Fetches a response anew; returns the flight, be it one that was under way already. */
  private Flight refresh(Query query, int variant, Held held, Meters counters) {
    Flight mine = new Flight(flights, keeper, new Flight.Key(query.question(), variant), held);
    Flight underway = flights.putIfAbsent(mine.key(), mine);
    if (underway != null) {
      return underway;
    }
    counters.prefetches().inc();
    Query asked = query.withFlags(AD | RD, 0);
    rest.run(asked).thenAccept(response -> mine.land(asked, response));
    return mine;
  }

  // What is stale

  private Reply stale(Query query, int variant, Held held, Meters counters) {
    if (mayRefresh(query, held)) {
      Flight refresh = refresh(query, variant, held, counters);
      if (config.serveStale().verifies() && mayWait(query) && refresh.board()) {
        return verified(query, held, refresh, counters);
      }
    }
    return stale(held, counters);
  }

  /** A better response, or the stale one when there is none or patience has come to its end. */
  private Reply verified(Query query, Held held, Flight refresh, Meters counters) {
    CompletableFuture<@Nullable Response> better = new CompletableFuture<>();
    Duration patience = config.serveStale().timeout();
    Future<?> alarm =
        patience.isPositive()
            ? query
                .loop()
                .schedule(() -> better.complete(null), patience.toNanos(), TimeUnit.NANOSECONDS)
            : null;
    refresh
        .response()
        .thenAccept(
            response -> better.complete(keeper.isBetter(query, response, held) ? response : null));
    return new Later(
        better.thenApply(
            response -> {
              if (alarm != null) {
                alarm.cancel(false);
              }
              return response == null ? stale(held, counters) : Held.forClient(query, response);
            }));
  }

  private Response stale(Held held, Meters counters) {
    counters.servedStale().inc();
    return held.stale(config);
  }
}
