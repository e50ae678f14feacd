// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;

/**
 * A response that is held, ready to be sent.
 *
 * <pre>{@code
 * stored ───── fresh ─────▶ expires ───── stale ─────▶ usable until
 * }</pre>
 *
 * <p><i>Safe for use by many threads</i>: the response does not change. The count of its hits may
 * lose some when threads meet.
 */
final class Held {
  /** What a response says, as far as the stores are concerned. */
  enum Kind {
    /** Here are the records. */
    ANSWER,
    /** There are none. */
    DENIAL,
    /** Nobody could say. */
    FAILURE
  }

  /**
   * What is held for a response beside its bytes. With it a response of one address weighs 416
   * bytes and one of eight 556; the heap of a JVM with compact object headers grew by 413 and 554.
   */
  private static final int OVERHEAD = 370;

  /** What a record costs beside its bytes. */
  private static final int PER_RECORD = Integer.BYTES;

  private static final long SECOND = 1_000_000_000;

  private static final int AD = 0x8000 >>> Flags.AD;

  private final Kind kind;
  private final WireResponse authenticated;
  private final WireResponse plain;
  private final long stored;
  private final long expires;
  private final long usableUntil;

  private int hits;
  private long lastHit;
  private volatile long refreshFrom;
  private @Nullable WireResponse stale;

  /**
   * A response.
   *
   * @param response as it is sent while it is fresh
   * @param stored when it became so, by {@link System#nanoTime}
   * @param expires when its first TTL ends
   * @param usableUntil when it cannot be served even as stale data any more
   * @param hits how often the one before was asked for
   */
  Held(Kind kind, WireResponse response, long stored, long expires, long usableUntil, int hits) {
    this.kind = kind;
    this.authenticated = response;
    this.plain = response.withFlags(0, AD);
    this.stored = stored;
    this.expires = expires;
    this.usableUntil = usableUntil;
    this.hits = hits;
    this.lastHit = stored;
    this.refreshFrom = stored;
  }

  Kind kind() {
    return kind;
  }

  boolean isFresh(long now) {
    return now - expires < 0;
  }

  /** Whether it may be served, be it as stale data. */
  boolean isUsable(long now) {
    return now - usableUntil < 0;
  }

  /** The response for this client. */
  WireResponse fresh(Query query) {
    return wantsAd(query) ? authenticated : plain;
  }

  /**
   * Whether a client wants to know whether data are authentic.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6840#section-5.8">RFC 6840, section 5.8</a>
   */
  private static boolean wantsAd(Query query) {
    return query.isDnssecOk() || query.hasFlag(Flags.AD);
  }

  /** Any response, for this client. */
  static Response forClient(Query query, Response response) {
    return (response.flags() & AD) == 0 || wantsAd(query) ? response : response.withFlags(0, AD);
  }

  /** The response as stale data: nobody vouches for them any more. */
  WireResponse stale(CacheConfig config) {
    WireResponse made = stale;
    if (made == null) {
      made =
          plain
              .withAgeing(config.staleAgeing())
              .withExtendedError(
                  new ExtendedError(
                      plain.rcode() == Rcode.NXDOMAIN
                          ? ExtendedError.STALE_NXDOMAIN_ANSWER
                          : ExtendedError.STALE_ANSWER,
                      ""));
      stale = made;
    }
    return made;
  }

  /** Counts a hit; whether it is time to fetch the response anew. */
  boolean countHit(Prefetch prefetch, long now) {
    hits = now - lastHit > prefetch.pause().toNanos() ? 1 : hits + 1;
    lastHit = now;
    long last = Math.max(SECOND, (expires - stored) / 100 * prefetch.percent());
    return hits >= prefetch.amount() && expires - now <= last;
  }

  int hits() {
    return hits;
  }

  /** Whether a fresh response may be asked for, since the last attempt was long enough ago. */
  boolean mayRefresh(long now) {
    return now - refreshFrom >= 0;
  }

  /** No fresh response could be had: there is no use in asking before that time. */
  void restUntil(long nanos) {
    refreshFrom = nanos;
  }

  /** How many bytes this takes, about. */
  int weight() {
    ExtendedError reason = authenticated.extendedError();
    var sections = authenticated.sections();
    int records = sections.answerCount() + sections.authorityCount() + sections.additionalCount();
    return OVERHEAD
        + sections.length()
        + PER_RECORD * records
        + (reason == null ? 0 : reason.text().length());
  }
}
