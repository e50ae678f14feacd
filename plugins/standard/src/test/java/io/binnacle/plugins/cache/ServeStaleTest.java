// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.plugins.cache.Cached.answers;
import static io.binnacle.plugins.cache.Cached.records;
import static io.binnacle.plugins.cache.Cached.response;
import static io.binnacle.testing.DnsClient.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is served when TTLs have ended. */
class ServeStaleTest {
  private static final Response OLD = response(Rcode.NOERROR, "www.example.org 60 A 192.0.2.1");
  private static final Response NEW = response(Rcode.NOERROR, "www.example.org 90 A 192.0.2.2");
  private static final Response NO_NAME =
      response(
          Rcode.NXDOMAIN, "--", "example.org 60 SOA ns.example.org. host.example.org. 1 2 3 4 60");
  private static final Response FAILURE = response(Rcode.SERVFAIL);

  /** A cache whose answer is a second older than its TTL. */
  private static Cached stale(String... options) throws Exception {
    Cached cache = new Cached("cache {\n" + String.join("\n", options) + "\n}");
    cache.answers(OLD);
    cache.ask();
    cache.passSeconds(61);
    return cache;
  }

  @Test
  void isOffUnlessTold() throws Exception {
    Cached cache = stale();
    cache.answers(FAILURE);
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.SERVFAIL);

    Cached zero = stale("serve_stale 0");
    zero.answers(FAILURE);
    assertThat(zero.ask().getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  // At once

  @Test
  void servesStaleDataAtOnceAndAsksForFreshOnes() throws Exception {
    Cached cache = stale("serve_stale");
    CompletableFuture<Response> answer = cache.answersLater();

    Message stale = cache.ask();
    assertThat(answers(stale)).containsExactly("www.example.org. A 0");
    assertThat(reason(stale)).isEqualTo(ExtendedError.STALE_ANSWER);

    answer.complete(NEW);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 90");
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void asksOnceHoweverManyGetStaleData() throws Exception {
    Cached cache = stale("serve_stale");
    cache.isSilent();

    cache.ask();
    cache.ask();

    assertThat(cache.below).hasSize(2);
    assertThat(cache.count("prefetch")).isEqualTo(1);
    assertThat(cache.count("served_stale")).isEqualTo(2);
  }

  @Test
  void servesStaleDataUntilTheyAreTooOld() throws Exception {
    Cached cache = stale("serve_stale 10m", "servfail 0");
    cache.answers(FAILURE);

    cache.passSeconds(598);
    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER);
    cache.passSeconds(1);
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void saysOfStaleDenialsWhatTheyAre() throws Exception {
    Cached cache = new Cached("cache {\n serve_stale 1h immediate 30s\n}");
    cache.answers(NO_NAME);
    cache.ask();
    cache.passSeconds(61);
    cache.answers(FAILURE);

    Message stale = cache.ask();
    assertThat(stale.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(reason(stale)).isEqualTo(ExtendedError.STALE_NXDOMAIN_ANSWER);
    assertThat(records(stale, Section.AUTHORITY)).containsExactly("example.org. SOA 30");
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NXDOMAIN); // the failure changes nothing
  }

  @Test
  void keepsTtlsOfStaleDataWhereToldTo() throws Exception {
    Cached cache = stale("serve_stale", "keepttl");
    Cached other = stale("serve_stale 1h immediate 7s", "keepttl");
    cache.isSilent();
    other.isSilent();

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 60");
    assertThat(answers(other.ask())).containsExactly("www.example.org. A 7");
  }

  @Test
  void doesNotAskAgainWhileAFailureIsHeld() throws Exception {
    Cached cache = stale("serve_stale");
    cache.answers(FAILURE);
    cache.ask();
    cache.passSeconds(4);
    cache.ask();
    assertThat(cache.below).hasSize(2);

    cache.passSeconds(1);
    cache.ask();
    assertThat(cache.below).hasSize(3);
  }

  @Test
  void doesNotAskAgainBeforeItIsTimeToRecheck() throws Exception {
    Cached cache = stale("serve_stale 1h immediate 0s 30s");
    cache.answers(FAILURE);
    cache.ask();
    cache.passSeconds(29);
    cache.ask();
    assertThat(cache.below).hasSize(2);

    cache.passSeconds(1);
    cache.ask();
    assertThat(cache.below).hasSize(3);
  }

  /** Attack A20: nobody has checked them again. */
  @Test
  void doesNotVouchForStaleData() throws Exception {
    Cached cache = new Cached("cache {\n serve_stale\n}");
    cache.answers(OLD.withFlags(Cached.AD, 0));
    Query query = cache.query("www.example.org", Type.A).withFlags(Cached.AD, 0);
    assertThat(cache.ask(query).getHeader().getFlag(Flags.AD)).isTrue();
    cache.passSeconds(61);
    cache.isSilent();

    Query late = cache.query("www.example.org", Type.A).withFlags(Cached.AD, 0);
    assertThat(cache.ask(late).getHeader().getFlag(Flags.AD)).isFalse();
  }

  // Verified first

  @Test
  void prefersFreshDataToStaleOnes() throws Exception {
    Cached cache = stale("serve_stale 1h verify");
    cache.answers(NEW);

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 90");
    assertThat(cache.count("served_stale")).isZero();
  }

  @Test
  void believesThatThereIsNoSuchNameAnyMore() throws Exception {
    Cached cache = stale("serve_stale 1h verify");
    cache.answers(NO_NAME);

    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void servesStaleDataWhenThereAreNoFreshOnes() throws Exception {
    for (Response useless :
        new Response[] {
          FAILURE, response(Rcode.REFUSED), response(Rcode.NOERROR).withFlags(Cached.TC, 0)
        }) {
      Cached cache = stale("serve_stale 1h verify");
      cache.answers(useless);

      assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER);
      assertThat(cache.count("served_stale")).isEqualTo(1);
    }
  }

  @Test
  void waitsNoLongerThanToldTo() throws Exception {
    Cached cache = stale("serve_stale 1h verify 100ms");
    CompletableFuture<Response> answer = cache.answersLater();
    Query query = cache.query("www.example.org", Type.A);
    var first = cache.later(query);
    cache.pass(Duration.ofMillis(60));
    var second = cache.later(query);
    assertThat(first).isNotDone();

    cache.pass(Duration.ofMillis(40));
    assertThat(reason(cache.sent(query, first))).isEqualTo(ExtendedError.STALE_ANSWER);
    assertThat(second).isNotDone();

    answer.complete(NEW);
    assertThat(answers(cache.sent(query, second))).containsExactly("www.example.org. A 90");
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 90");
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void doesNotWaitWhereAFreshResponseCouldNotBeHadJustNow() throws Exception {
    Cached cache = stale("serve_stale 1h verify 0 0s 30s");
    cache.answers(FAILURE);
    cache.ask();
    cache.isSilent();

    cache.passSeconds(29);
    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER);
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void aLookUpWithinALookUpGetsStaleDataAtOnce() throws Exception {
    Cached cache = stale("serve_stale 1h verify");
    cache.isSilent();
    Query query = cache.query("www.example.org", Type.A);

    assertThat(answers(cache.ask(query.lookup(query.name(), Type.A))))
        .containsExactly("www.example.org. A 0");
  }

  @Test
  void aQueryThatMustNotWaitGetsStaleDataAtOnce() throws Exception {
    Cached cache = stale("serve_stale 1h verify");
    cache.isSilent();

    assertThat(answers(cache.ask(cache.query("www.example.org", Type.A).atOnce())))
        .containsExactly("www.example.org. A 0");
    assertThat(cache.below).hasSize(1);
  }

  // Positive ones preferred

  @Test
  void prefersAStaleAnswerToADenialWhereToldTo() throws Exception {
    Cached cache = stale("serve_stale", "serve_stale_policy prefer_positive");
    cache.answers(NO_NAME);

    cache.ask();
    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER);

    cache.passSeconds(3600);
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void takesNothingButAnAnswerForAnAnswerThen() throws Exception {
    Cached cache = stale("serve_stale 1h verify", "serve_stale_policy prefer_positive");
    cache.answers(NO_NAME);
    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER);

    cache.passSeconds(6);
    cache.answers(response(Rcode.NOERROR));
    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER);

    cache.passSeconds(6);
    cache.answers(NEW);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 90");
  }
}
