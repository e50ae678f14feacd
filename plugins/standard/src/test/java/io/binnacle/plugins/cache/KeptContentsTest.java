// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Route;
import io.binnacle.plugins.cache.KeptContents.Lease;
import io.binnacle.testing.Directives;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptContentsTest {
  private static final List<Route> ROUTES = List.of(new Route("dns://:53", ".", "", 0));

  private final KeptContents kept = new KeptContents();

  private static CacheConfig config(String directive) throws CorefileException {
    return CacheConfig.parse(Directives.parse(directive), Zones.ROOT);
  }

  @Test
  void goFromOneConfigurationToTheNext() throws Exception {
    Lease first = kept.lease(ROUTES, config("cache 30"));
    Contents contents = first.contents();
    for (int reload = 0; reload < 1000; reload++) {
      List<Route> again = List.of(new Route("dns://:53", ".", "", reload));
      Lease next = kept.lease(again, config("cache 30"));
      first.close();
      first = next;
    }

    assertThat(first.contents()).isSameAs(contents);
  }

  @Test
  void belongToOptionsAndPlaces() throws Exception {
    Contents contents = kept.lease(ROUTES, config("cache 30")).contents();

    assertThat(kept.lease(ROUTES, config("cache 60")).contents()).isNotSameAs(contents);
    assertThat(
            kept.lease(List.of(new Route("dns://:54", ".", "", 0)), config("cache 30")).contents())
        .isNotSameAs(contents);
    assertThat(
            kept.lease(List.of(new Route("dns://:53", ".", "v", 0)), config("cache 30")).contents())
        .isNotSameAs(contents);
  }

  @Test
  void areDroppedWhenNobodyUsesThem() throws Exception {
    for (int reload = 0; reload < 1000; reload++) {
      kept.lease(ROUTES, config("cache " + (reload + 1))).close();
    }

    assertThat(kept.size()).isZero();
  }
}
