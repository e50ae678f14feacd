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
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.cache.CacheMetrics.Meters;
import io.binnacle.plugins.cache.Held.Kind;
import io.binnacle.plugins.cache.Verdict.Hold;
import io.binnacle.plugins.cache.Verdict.Pass;
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
  private static final int TC = 0x8000 >>> Flags.TC;

  private static final Response TOO_MANY_WAIT =
      Response.error(
          Rcode.REFUSED,
          new ExtendedError(
              ExtendedError.OTHER,
              "more than " + Flight.MAX_WAITING + " queries wait for one response"));
  private static final ExtendedError HELD_FAILURE =
      new ExtendedError(ExtendedError.CACHED_ERROR, "");

  private final CacheConfig config;
  private final Chain rest;
  private final PerRoute<Meters> meters;
  private final Admission admission;
  private final ZoneTable<Boolean> unanswered;
  private final ZoneTable<Boolean> undenied;
  private final long pauseNanos;
  private final LongSupplier nanoClock;
  private final InstantSource clock;
  private final ConcurrentMap<Flight.Key, Flight> flights = new ConcurrentHashMap<>();

  /* Set before the first query. */

  private Contents contents;

  /** Whether the names of a zone are held, for the zones of the cache and the live ones. */
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
    this.nanoClock = nanoClock;
    this.clock = clock;
    admission = new Admission(config);
    unanswered = CacheConfig.table(config.unanswered());
    undenied = CacheConfig.table(config.undenied());
    // RFC 9520, 3.2: a failure is not asked for again while it is held
    pauseNanos = Math.max(config.serveStale().recheck().toNanos(), config.servfail().toNanos());
    contents = new Contents(config);
    zones = zones(config.zones(), List.of());
  }

  /**
   * Goes on where another cache has ended.
   *
   * @param kept what that one held
   * @param live zones of which nothing need be held, since the plugins below have them at hand
   */
  void start(Contents kept, List<Name> live) {
    contents = kept;
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
    Held held = contents.find(question, variant, now);
    if (held == null) {
      counters.misses().inc();
      return ask(query, new Flight(this, new Flight.Key(question, variant), null));
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
    // A look-up within a look-up may be one that the flight of its question waits for itself
    Flight underway = query.depth() == 0 ? flights.putIfAbsent(mine.key(), mine) : null;
    if (underway == null) {
      return new Next(asked(query), mine);
    }
    return underway.board()
        ? new Later(underway.response().thenCompose(response -> shared(query, response)))
        : TOO_MANY_WAIT;
  }

  /** What one client was told, for another; if it is live, the other is told what is true of it. */
  private CompletionStage<Response> shared(Query query, Response response) {
    return response.isLive()
        ? rest.run(asked(query))
        : CompletableFuture.completedFuture(forClient(query, response));
  }

  /** The query as it goes on: wants to know whether the data are authentic, for those who do. */
  private static Query asked(Query query) {
    return query.hasFlag(Flags.AD) ? query : query.withFlags(AD, 0);
  }

  /** A response as this client gets it. */
  static Response forClient(Query query, Response response) {
    return (response.flags() & AD) == 0 || Held.wantsAd(query)
        ? response
        : response.withFlags(0, AD);
  }

  /** It is over: who asks the same again finds what is held, or asks anew. */
  void landed(Flight flight) {
    flights.remove(flight.key(), flight);
  }

  // What is fresh

  private Reply fresh(Query query, int variant, Held held, Meters counters) {
    Prefetch prefetch = config.prefetch();
    if (prefetch.isOn()
        && held.countHit(prefetch, query.received())
        && held.mayRefresh(query.received())) {
      refresh(query, variant, held, counters);
    }
    return held.fresh(query);
  }

  /** Fetches a response anew; returns the flight, be it one that was under way already. */
  private Flight refresh(Query query, int variant, Held held, Meters counters) {
    Flight mine = new Flight(this, new Flight.Key(query.question(), variant), held);
    Flight underway = flights.putIfAbsent(mine.key(), mine);
    if (underway != null) {
      return underway;
    }
    counters.prefetches().inc();
    Query asked = asked(query);
    rest.run(asked).thenAccept(response -> mine.land(asked, response));
    return mine;
  }

  // What is stale

  private Reply stale(Query query, int variant, Held held, Meters counters) {
    if (held.mayRefresh(query.received())) {
      Flight refresh = refresh(query, variant, held, counters);
      boolean mayWait = config.serveStale().verifies() && query.depth() == 0;
      if (mayWait && refresh.board()) {
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
        .thenAccept(response -> better.complete(isBetter(query, response, held) ? response : null));
    return new Later(
        better.thenApply(
            response -> {
              if (alarm != null) {
                alarm.cancel(false);
              }
              return response == null ? stale(held, counters) : forClient(query, response);
            }));
  }

  private Response stale(Held held, Meters counters) {
    counters.servedStale().inc();
    return held.stale(config);
  }

  /** Whether a response is to be preferred to what is held. */
  private boolean isBetter(Query query, Response response, Held held) {
    if ((response.flags() & TC) != 0) {
      return false;
    }
    if (config.prefersPositive() && held.kind() == Kind.ANSWER) {
      return response.rcode() == Rcode.NOERROR
          && response.compile(query.question()).sections().answerCount() > 0;
    }
    return response.rcode() == Rcode.NOERROR || response.rcode() == Rcode.NXDOMAIN;
  }

  // What comes from below

  /** Holds a response, if it is one to be held; returns what those who wait for it get. */
  Response take(Query query, Flight flight, Response found) {
    if (found.isLive()) {
      return found;
    }
    WireResponse response = found.compile(query.question());
    long now = nanoClock.getAsLong();
    Held before = flight.before();
    if (before != null && !isBetter(query, response, before)) {
      before.restUntil(now + pauseNanos);
    }
    return switch (admission.verdict(query.question(), response, clock.instant())) {
      case Hold hold -> {
        hold(query, flight, hold, now);
        yield hold.sent();
      }
      case Pass pass -> {
        if (pass == Pass.UNRELATED) {
          meters.of(query.route()).drops().inc();
        }
        yield response;
      }
    };
  }

  private void hold(Query query, Flight flight, Hold hold, long now) {
    Question question = query.question();
    int variant = flight.key().variant();
    boolean isAllowed =
        switch (hold.kind()) {
          case ANSWER -> unanswered.longestMatch(question) == null;
          case DENIAL -> undenied.longestMatch(question) == null;
          // another look-up, from elsewhere, may not go too deep where this one did
          case FAILURE -> undenied.longestMatch(question) == null && query.depth() == 0;
        };
    if (isAllowed) {
      contents.put(question, variant, held(hold, flight.before(), now), now);
      meters.of(query.route()).of(hold.kind()).changed(contents.store(hold.kind()));
    } else {
      contents.outdate(question, variant, hold.kind());
    }
  }

  private Held held(Hold hold, @Nullable Held before, long now) {
    long expires = now + TimeUnit.SECONDS.toNanos(hold.ttl());
    long stale =
        hold.kind() == Kind.FAILURE
            ? 0
            : Math.min(
                config.serveStale().duration().toNanos(),
                TimeUnit.SECONDS.toNanos(hold.signedFor() - hold.ttl()));
    int hits = before == null ? 0 : before.hits();
    return new Held(hold.kind(), ready(hold, now), now, expires, expires + stale, hits);
  }

  /** The response as it is sent from now on, and no more of it. */
  private WireResponse ready(Hold hold, long now) {
    WireResponse sent = hold.sent();
    WireResponse ready =
        WireResponse.of(hold.sections(), sent.rcode(), sent.flags()).withAgeing(config.ageing(now));
    ExtendedError reason = sent.extendedError();
    if (reason == null) {
      reason = hold.kind() == Kind.FAILURE ? HELD_FAILURE : null;
    }
    return reason == null ? ready : ready.withExtendedError(reason);
  }
}
