// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static io.binnacle.plugins.cache.Cached.ADDRESS;
import static io.binnacle.plugins.cache.Cached.FAILURE;
import static io.binnacle.plugins.cache.Cached.answers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is fetched before it expires. */
class PrefetchTest {
  @Test
  void fetchesPopularResponsesBeforeTheyExpire() throws Exception {
    Cached cache = new Cached("cache {\n prefetch 2 1m 10%\n}");
    cache.answers(ADDRESS);
    cache.ask();
    cache.passSeconds(240);
    cache.ask();
    cache.passSeconds(29);
    cache.ask();
    assertThat(cache.below).hasSize(1);

    cache.passSeconds(1); // a tenth of the TTL is left
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 30");

    assertThat(cache.below).hasSize(2);
    assertThat(cache.count("prefetch")).isEqualTo(1);
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 300");
  }

  @Test
  void countsAnewAfterAPause() throws Exception {
    Cached cache = new Cached("cache {\n prefetch 2 10s 90%\n}");
    cache.answers(ADDRESS);
    cache.ask();
    cache.passSeconds(100);
    cache.ask();
    cache.passSeconds(11);
    cache.ask();
    assertThat(cache.below).hasSize(1);

    cache.passSeconds(10);
    cache.ask();
    assertThat(cache.below).hasSize(2);
  }

  @Test
  void keepsWhatItHasWhenItCannotBeFetched() throws Exception {
    Cached cache = new Cached("cache {\n prefetch 1 1m 90%\n}");
    cache.answers(ADDRESS);
    cache.ask();
    cache.passSeconds(100);
    cache.answers(FAILURE);
    cache.ask();
    cache.ask();

    assertThat(cache.below).hasSize(2); // and is not asked for again while the failure lasts
    assertThat(answers(cache.ask())).containsExactly("www.example.org. A 200");
    cache.passSeconds(5);
    cache.ask();
    assertThat(cache.below).hasSize(3);
  }
}
