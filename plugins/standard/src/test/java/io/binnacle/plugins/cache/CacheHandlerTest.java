// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.plugins.cache.Cached.ADDRESS;
import static io.binnacle.plugins.cache.Cached.FAILURE;
import static io.binnacle.plugins.cache.Cached.answers;
import static io.binnacle.plugins.cache.Cached.records;
import static io.binnacle.plugins.cache.Cached.response;
import static io.binnacle.testing.DnsClient.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.Queries;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class CacheHandlerTest {
  private static final String SOA =
      "example.org 600 SOA ns.example.org. host.example.org. 1 2 3 4 120";
  private static final Response NO_NAME = response(Rcode.NXDOMAIN, "--", SOA);
  private static final Response NO_DATA = response(Rcode.NOERROR, "--", SOA);

  // How long

  @Test
  void agesWhatItHoldsUntilItsTtlEnds() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(ADDRESS);

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 300");
    cache.passSeconds(299);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 1");
    assertThat(cache.below).hasSize(1);

    cache.passSeconds(1);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 300");
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void capsTtlsInTheFirstResponseToo() throws Exception {
    Cached cache = new Cached("cache 30");
    cache.answers(ADDRESS);

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 30");
    cache.passSeconds(10);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 20");
    cache.passSeconds(20);
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void raisesShortTtls() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(response(Rcode.NOERROR, "www.example.org 0 A 192.0.2.1"));

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 5");
    cache.passSeconds(4);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 1");
    assertThat(cache.below).hasSize(1);
  }

  @Test
  void doesNotHoldATtlOfZeroWhereShortTtlsAreAllowed() throws Exception {
    Cached cache = new Cached("cache {\n success 1000 60 0\n}");
    cache.answers(response(Rcode.NOERROR, "www.example.org 0 A 192.0.2.1"));

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 0");
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void agesEachRecordByItself() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(
        response(
            Rcode.NOERROR,
            "www.example.org 300 CNAME web.example.net.",
            "web.example.net 20 A 192.0.2.1"));

    cache.ask();
    cache.passSeconds(5);
    assertThat(answers(cache.ask()))
        .containsExactly("www.example.org. CNAME 295", "web.example.net. A 15");
    cache.passSeconds(15);
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void keepsTtlsWhereToldTo() throws Exception {
    Cached cache = new Cached("cache {\n keepttl\n}");
    cache.answers(ADDRESS);

    cache.ask();
    cache.passSeconds(200);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 300");
    cache.passSeconds(100);
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  // RFC 2308, section 5: the lesser of the SOA's TTL and its MINIMUM

  @ParameterizedTest
  @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
  void holdsDenialsAsLongAsTheirSoaSays(int rcode) throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(response(rcode, "--", SOA));

    assertThat(records(cache.ask(), Section.AUTHORITY)).containsExactly("example.org. SOA 120");
    cache.passSeconds(119);
    Message held = cache.ask();
    assertThat(held.getRcode()).isEqualTo(rcode);
    assertThat(records(held, Section.AUTHORITY)).containsExactly("example.org. SOA 1");

    cache.passSeconds(1);
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void holdsFailuresForFiveSeconds() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(response(Rcode.SERVFAIL));

    assertThat(reason(cache.ask())).isEqualTo(-1);
    cache.passSeconds(4);
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.CACHED_ERROR);
    assertThat(cache.below).hasSize(1);

    cache.passSeconds(1);
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void keepsTheReasonOfAFailureButNotItsCause() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(
        Response.failure(new IllegalStateException("x"))
            .withExtendedError(new ExtendedError(22, "no upstream")));

    cache.ask();
    Query query = cache.query("www.example.org", Type.A);
    Response held = cache.later(query).join();

    assertThat(held.cause()).isNull();
    assertThat(reason(cache.ask())).isEqualTo(22);
  }

  @Test
  void doesNotHoldFailuresWhereToldNotTo() throws Exception {
    Cached cache = new Cached("cache {\n servfail 0\n}");
    cache.answers(FAILURE);

    cache.ask();
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void doesNotHoldTheFailureOfALookUpWithinALookUp() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(FAILURE);
    Query query = cache.query("example.net", Type.A);

    cache.ask(query.lookup(query.name(), Type.A));
    cache.ask(query);

    assertThat(cache.below).hasSize(2);
  }

  // For whom

  @Test
  void holdsResponsesByDoAndCd() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(ADDRESS);
    Query plain = cache.query("www.example.org", Type.A);
    Query dnssec = cache.dnssecQuery("www.example.org", Type.A);

    for (int i = 0; i < 2; i++) {
      cache.ask(plain);
      cache.ask(plain.withFlags(Cached.CD, 0));
      cache.ask(dnssec);
      cache.ask(dnssec.withFlags(Cached.CD, 0));
    }

    assertThat(cache.below).hasSize(4);
  }

  /** Attack A18. */
  @Test
  void neverTellsWhatWasNotCheckedToThoseWhoRelyOnChecks() throws Exception {
    Cached cache = new Cached("cache");
    Query query = cache.query("www.example.org", Type.A);
    cache.answers(ADDRESS);
    cache.ask(query.withFlags(Cached.CD, 0));
    cache.answers(FAILURE);

    assertThat(cache.ask(query).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  /** Attack A67: an upstream need not look anything up for those who do not desire recursion. */
  @Test
  void holdsAndTellsOthersNothingOfWhatThoseHearWhoDoNotDesireRecursion() throws Exception {
    Cached cache = new Cached("cache");
    Query query = cache.query("www.example.org", Type.A);
    Query without = query.withFlags(0, Cached.RD);
    cache.answers(FAILURE);
    assertThat(cache.ask(without).getRcode()).isEqualTo(Rcode.SERVFAIL);
    cache.answers(ADDRESS);
    assertThat(cache.ask(query).getRcode()).isEqualTo(Rcode.NOERROR);
    cache.answers(FAILURE);

    assertThat(cache.ask(without).getRcode()).as("what is held").isEqualTo(Rcode.NOERROR);
  }

  @Test
  void asksWhetherDataAreAuthenticAndTellsThoseWhoWantToKnow() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(ADDRESS.withFlags(Cached.AD, 0));
    Query query = cache.query("www.example.org", Type.A);

    for (int i = 0; i < 2; i++) { // on the first way, and from the cache
      assertThat(cache.ask(query).getHeader().getFlag(Flags.AD)).isFalse();
      assertThat(cache.ask(query.withFlags(Cached.AD, 0)).getHeader().getFlag(Flags.AD)).isTrue();
      assertThat(
              cache.ask(cache.dnssecQuery("www.example.org", Type.A)).getHeader().getFlag(Flags.AD))
          .isTrue();
    }
    assertThat(cache.below).allSatisfy(asked -> assertThat(asked.hasFlag(Flags.AD)).isTrue());
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void comparesNamesTypesAndClassesWhole() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(ADDRESS);

    cache.ask();
    cache.ask(cache.query("www.example.org", Type.AAAA));
    cache.ask(cache.query("example.org", Type.A));

    assertThat(cache.below).hasSize(3);
  }

  @Test
  void leavesOtherZonesAndTransfersAlone() throws Exception {
    Cached cache = new Cached("cache 30 example.net");
    Cached all = new Cached("cache");

    assertThat(cache.handler.handle(cache.query("www.example.org", Type.A))).isSameAs(Next.NEXT);
    assertThat(all.handler.handle(all.query("example.org", Type.AXFR))).isSameAs(Next.NEXT);
    assertThat(all.handler.handle(all.query("example.org", Type.IXFR))).isSameAs(Next.NEXT);
    assertThat(cache.count("requests")).isZero();
  }

  @Test
  void neverHoldsLiveData() throws Exception {
    Cached cache = new Cached("cache");
    cache.answers(ADDRESS.live());

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 300");
    cache.answers(NO_NAME.live());
    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void leavesZonesAloneThatPluginsBelowHaveAtHand() throws Exception {
    Cached cache = new Cached("cache 30 example.net cluster.local svc.cluster.local");
    cache.handler.start(new Contents(cache.config), List.of(Queries.name("cluster.local")));

    for (String name : List.of("cluster.local", "a.cluster.local", "a.svc.cluster.local")) {
      assertThat(cache.handler.handle(cache.query(name, Type.A))).isSameAs(Next.NEXT);
    }
    assertThat(cache.handler.handle(cache.query("www.example.net", Type.A))).isNotSameAs(Next.NEXT);
  }

  @Test
  void tellsEachWhoWaitsWhatIsTrueOfThem() throws Exception {
    Cached cache = new Cached("cache");
    CompletableFuture<Response> answer = cache.answersLater();
    Query query = cache.query("www.example.org", Type.A);
    cache.start(query);
    var second = cache.later(query);
    cache.answers(NO_NAME.live());

    answer.complete(ADDRESS.live());

    assertThat(cache.sent(query, second).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(cache.below).hasSize(2);
  }

  // The newest word counts

  @Test
  void aDenialTakesThePlaceOfAnAnswer() throws Exception {
    Cached cache = new Cached("cache {\n serve_stale\n servfail 0\n}");
    cache.answers(ADDRESS);
    cache.ask();
    cache.passSeconds(301);
    cache.answers(NO_NAME);

    assertThat(reason(cache.ask())).isEqualTo(ExtendedError.STALE_ANSWER); // refreshes behind it

    assertThat(cache.ask().getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void anAnswerTakesThePlaceOfADenial() throws Exception {
    Cached cache = new Cached("cache {\n serve_stale\n}");
    cache.answers(NO_DATA);
    cache.ask();
    cache.passSeconds(121);
    cache.answers(ADDRESS);

    cache.ask(); // refreshes behind it

    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 300");
    cache.passSeconds(301);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 0");
  }

  @Test
  void disabledStoresHoldNothing() throws Exception {
    Cached cache = new Cached("cache {\n disable denial example.org\n disable success\n}");
    cache.answers(NO_NAME);
    cache.ask();
    cache.ask();
    cache.answers(ADDRESS);
    cache.ask();
    cache.ask();
    assertThat(cache.below).hasSize(4);

    cache.answers(response(Rcode.NXDOMAIN, "--", SOA.replace("example.org", "example.net")));
    cache.ask(cache.query("www.example.net", Type.A));
    cache.ask(cache.query("www.example.net", Type.A));
    assertThat(cache.below).hasSize(5);
  }

  // What it costs

  @Test
  void aHitAllocatesNothing() throws Exception {
    Cached cache = new Cached("cache {\n prefetch 10 1m 10%\n}");
    cache.answers(ADDRESS);
    cache.ask();
    Query answer = cache.query("www.example.org", Type.A);
    assertThat(Allocation.bytesPerRun(() -> cache.handler.handle(answer))).isZero();

    cache.answers(NO_NAME);
    cache.ask(cache.query("nosuch.example.org", Type.A));
    Query denial = cache.query("nosuch.example.org", Type.A);
    assertThat(Allocation.bytesPerRun(() -> cache.handler.handle(denial))).isZero();
  }

  // What it counts

  @Test
  void counts() throws Exception {
    Cached cache = new Cached("cache {\n serve_stale\n}");
    cache.answers(ADDRESS);
    cache.ask();
    cache.ask();
    cache.answers(NO_NAME);
    cache.ask(cache.query("nosuch.example.org", Type.A));
    cache.ask(cache.query("nosuch.example.org", Type.A));
    cache.passSeconds(200);
    cache.ask(cache.query("nosuch.example.org", Type.A)); // stale
    cache.answers(response(Rcode.NOERROR, "www.example.net 300 A 192.0.2.1"));
    cache.ask(cache.query("www.example.com", Type.A)); // to another question

    assertThat(cache.count("requests")).isEqualTo(6);
    assertThat(cache.count("misses")).isEqualTo(3);
    assertThat(cache.count("hits", "success")).isEqualTo(1);
    assertThat(cache.count("hits", "denial")).isEqualTo(2);
    assertThat(cache.count("entries", "success")).isEqualTo(1);
    assertThat(cache.count("entries", "denial")).isEqualTo(1);
    assertThat(cache.count("served_stale")).isEqualTo(1);
    assertThat(cache.count("prefetch")).isEqualTo(1);
    assertThat(cache.count("drops")).isEqualTo(1);
    assertThat(cache.count("evictions")).isZero();
  }
}
