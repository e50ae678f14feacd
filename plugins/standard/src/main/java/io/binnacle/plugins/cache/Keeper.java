// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.cache.CacheMetrics.Meters;
import io.binnacle.plugins.cache.Held.Kind;
import io.binnacle.plugins.cache.Verdict.Hold;
import io.binnacle.plugins.cache.Verdict.Pass;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

/**
 * Keeps what comes from below, as far as it may be kept.
 *
 * <p><i>Safe for use by many threads</i>: they share the contents.
 */
final class Keeper {
  private static final int TC = 0x8000 >>> Flags.TC;
  private static final ExtendedError HELD_FAILURE =
      new ExtendedError(ExtendedError.CACHED_ERROR, "");

  private final CacheConfig config;
  private final PerRoute<Meters> meters;
  private final Admission admission;
  private final ZoneTable<Boolean> unanswered;
  private final ZoneTable<Boolean> undenied;
  private final long pauseNanos;
  private final LongSupplier nanoClock;
  private final InstantSource clock;

  /** Not changed any more once there are queries. */
  private Contents contents;

  /** One that has nothing yet. */
  Keeper(CacheConfig config, PerRoute<Meters> meters, LongSupplier nanoClock, InstantSource clock) {
    this.config = config;
    this.meters = meters;
    this.nanoClock = nanoClock;
    this.clock = clock;
    admission = new Admission(config);
    unanswered = CacheConfig.table(config.unanswered());
    undenied = CacheConfig.table(config.undenied());
    // RFC 9520, 3.2: a failure is not asked for again while it is held
    pauseNanos = Math.max(config.serveStale().recheck().toNanos(), config.servfail().toNanos());
    contents = new Contents(config);
  }

  /** Goes on with what another has kept. */
  void takeOver(Contents kept) {
    contents = kept;
  }

  /** The best response to a question, fresh or stale, or null if there is none. */
  @Nullable Held find(Question question, int variant, long now) {
    return contents.find(question, variant, now);
  }

  /** Whether a response is to be preferred to what is held. */
  boolean isBetter(Query query, Response response, Held held) {
    if ((response.flags() & TC) != 0) {
      return false;
    }
    if (config.prefersPositive() && held.kind() == Kind.ANSWER) {
      return response.rcode() == Rcode.NOERROR
          && response.compile(query.question()).sections().answerCount() > 0;
    }
    return response.rcode() == Rcode.NOERROR || response.rcode() == Rcode.NXDOMAIN;
  }

  /**
   * Keeps a response, if it is one to be kept.
   *
   * @param before what was held of it before, or null
   * @return what those who wait for it get
   */
  Response take(Query query, int variant, @Nullable Held before, Response found) {
    if (found.isLive()) {
      return found;
    }
    WireResponse response = found.compile(query.question());
    long now = nanoClock.getAsLong();
    if (before != null && !isBetter(query, response, before)) {
      before.restUntil(now + pauseNanos);
    }
    return switch (admission.verdict(query.question(), response, clock.instant())) {
      case Hold hold -> {
        hold(query, variant, before, hold, now);
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

  private void hold(Query query, int variant, @Nullable Held before, Hold hold, long now) {
    Question question = query.question();
    boolean isAllowed =
        switch (hold.kind()) {
          case ANSWER -> unanswered.longestMatch(question) == null;
          case DENIAL -> undenied.longestMatch(question) == null;
          // another look-up, from elsewhere, may not go too deep where this one did
          case FAILURE -> undenied.longestMatch(question) == null && query.depth() == 0;
        };
    if (isAllowed) {
      contents.put(question, variant, held(hold, before, now), now);
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
