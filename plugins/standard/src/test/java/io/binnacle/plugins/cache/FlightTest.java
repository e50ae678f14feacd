// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.plugins.cache.Cached.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** One query below for all who ask at a time. */
class FlightTest {
  @Test
  void asksOnceWhatManyAskAtATime() throws Exception {
    Cached cache = new Cached("cache");
    CompletableFuture<Response> answer = cache.answersLater();
    Query query = cache.query("www.example.org", Type.A);
    var first = cache.later(query);
    var second = cache.later(query.withFlags(Cached.AD, 0));
    var unchecked = cache.later(query.withFlags(Cached.CD, 0));

    answer.complete(ADDRESS.compile(query.question()).withFlags(Cached.AD, 0));

    assertThat(cache.below).hasSize(2);
    assertThat(cache.sent(query, first).getHeader().getFlag(Flags.AD)).isFalse();
    assertThat(cache.sent(query, second).getHeader().getFlag(Flags.AD)).isTrue();
    assertThat(cache.sent(query, unchecked).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  /** Attack A48: what comes late must not release any number of responses at once. */
  @Test
  void refusesWhenTooManyWait() throws Exception {
    Cached cache = new Cached("cache");
    cache.isSilent();
    Query query = cache.query("www.example.org", Type.A);
    for (int i = 0; i <= Flight.MAX_WAITING; i++) {
      cache.start(query);
    }

    assertThat(cache.ask(query).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void nobodyWaitsForAQueryThatWasDropped() throws Exception {
    Cached cache = new Cached("cache");
    Query query = cache.query("www.example.org", Type.A);
    ResponseFilter filter = ((Next) cache.handler.handle(query)).filter();
    var waiting = cache.later(query);

    Objects.requireNonNull(filter).dropped(query);

    assertThat(cache.sent(query, waiting).getRcode()).isEqualTo(Rcode.REFUSED);
    cache.answers(ADDRESS);
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aLookUpWithinALookUpWaitsForNobody() throws Exception {
    Cached cache = new Cached("cache");
    cache.isSilent();
    Query query = cache.query("www.example.org", Type.A);
    cache.start(query);

    cache.start(query.lookup(query.name(), Type.A));

    assertThat(cache.below).hasSize(2);
  }

  @Test
  void nobodyWaitsForAQueryThatMustNotWaitItself() throws Exception {
    Cached cache = new Cached("cache");
    cache.isSilent();
    Query query = cache.query("www.example.org", Type.A);
    cache.start(query.atOnce());

    cache.start(query);
    cache.start(query.atOnce());

    assertThat(cache.below).hasSize(3);
  }
}
