// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * The wait for one response, which all share who ask the same meanwhile: the filter of the query
 * that is on its way, and the stage that the others wait on.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Flight implements ResponseFilter {
  /** How many queries may wait for one response (A48). */
  static final int MAX_WAITING = 16_384;

  private static final Response DROPPED =
      Response.error(
          Rcode.REFUSED, new ExtendedError(ExtendedError.OTHER, "the same query was dropped"));

  private final ConcurrentMap<Key, Flight> table;
  private final Keeper keeper;
  private final Key key;
  private final @Nullable Held before;
  private final CompletableFuture<Response> response = new CompletableFuture<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** What queries have in common that share a response. */
  record Key(Question question, int variant) {}

  /**
   * A wait that begins.
   *
   * @param table what it is taken out of when it is over
   * @param before what is held of the response already
   */
  Flight(ConcurrentMap<Key, Flight> table, Keeper keeper, Key key, @Nullable Held before) {
    this.table = table;
    this.keeper = keeper;
    this.key = key;
    this.before = before;
  }

  Key key() {
    return key;
  }

  /** Takes another query along; false if there is no room. */
  boolean board() {
    return waiting.incrementAndGet() <= MAX_WAITING;
  }

  /** What all wait for, the same for all; never fails. */
  CompletionStage<Response> response() {
    return response;
  }

  @Override
  public Response filter(Query query, Response found) {
    return Held.forClient(query, land(query, found));
  }

  @Override
  public void dropped(Query query) {
    complete(DROPPED);
  }

  /** The response is there; returns what those who wait for it get. */
  Response land(Query query, Response found) {
    Response sent = Response.error(Rcode.SERVFAIL); // unless what follows throws
    try {
      sent = keeper.take(query, key.variant(), before, found);
      return sent;
    } finally {
      complete(sent);
    }
  }

  private void complete(Response sent) {
    table.remove(key, this); // who asks the same again finds what is held, or asks anew
    response.complete(sent);
  }
}
