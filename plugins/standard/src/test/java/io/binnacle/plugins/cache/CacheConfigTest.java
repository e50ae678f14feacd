// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheConfigTest {
  private static final Zones BLOCK = zones("example.com");

  private static Zones zones(String... names) {
    return new Zones(List.of(names).stream().map(Queries::name).toList());
  }

  private static CacheConfig parse(String text) throws CorefileException {
    return CacheConfig.parse(Directives.parse(text), BLOCK);
  }

  private static CacheConfig option(String option) throws CorefileException {
    return parse("cache {\n" + option + "\n}");
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void hasTheDefaultsOfCoreDns() throws Exception {
    assertThat(parse("cache"))
        .isEqualTo(
            new CacheConfig(
                BLOCK,
                new StoreConfig(9984, 3600, 5),
                new StoreConfig(9984, 1800, 5),
                Duration.ofSeconds(5),
                Prefetch.OFF,
                ServeStale.OFF,
                false,
                false,
                Zones.NONE,
                Zones.NONE));
    assertThat(Prefetch.OFF).isEqualTo(new Prefetch(0, Duration.ofMinutes(1), 10));
  }

  @Test
  void takesAFirstNumberForATtlAndTheRestForZones() throws Exception {
    CacheConfig both = parse("cache 30 example.org 10.0.0.0/8");
    CacheConfig zone = parse("cache Example.NET");

    assertThat(both.success().maxTtl()).isEqualTo(30);
    assertThat(both.denial().maxTtl()).isEqualTo(30);
    assertThat(both.zones()).isEqualTo(zones("example.org", "10.in-addr.arpa"));
    assertThat(zone.success().maxTtl()).isEqualTo(3600);
    assertThat(zone.zones()).isEqualTo(zones("example.net"));
  }

  @Test
  void readsTheLimitsOfStores() throws Exception {
    CacheConfig config = parse("cache 900 {\n success 5000\n denial 2500 30 0\n}");

    assertThat(config.success()).isEqualTo(new StoreConfig(5000, 900, 5));
    assertThat(config.denial()).isEqualTo(new StoreConfig(2500, 30, 0));
  }

  @Test
  void raisesTinyCapacities() throws Exception {
    assertThat(option("success 0").success().capacity()).isEqualTo(1024);
    assertThat(option("success 1025").success().capacity()).isEqualTo(1025);
  }

  @Test
  void readsWhatIsFetchedAnew() throws Exception {
    assertThat(option("prefetch 10").prefetch())
        .isEqualTo(new Prefetch(10, Duration.ofMinutes(1), 10));
    assertThat(option("prefetch 10 5m 25%").prefetch())
        .isEqualTo(new Prefetch(10, Duration.ofMinutes(5), 25));
    assertThat(option("prefetch 0").prefetch().isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "serve_stale, PT1H, false, 0s, 0, 0s",
    "serve_stale 0, PT0S, false, 0s, 0, 0s",
    "serve_stale 24h, PT24H, false, 0s, 0, 0s",
    "serve_stale 1h immediate, PT1H, false, 0s, 0, 0s",
    "serve_stale 1h Immediate 30s 45s, PT1H, false, 0s, 30, 45s",
    "serve_stale 1h verify, PT1H, true, 0s, 0, 0s",
    "serve_stale 1h VERIFY 100ms, PT1H, true, 0.1s, 0, 0s",
    "serve_stale 1h verify 0 30s 5m, PT1H, true, 0s, 30, 300s"
  })
  void readsHowStaleResponsesAreServed(
      String option, String duration, boolean verifies, String timeout, int ttl, String recheck)
      throws Exception {
    assertThat(option(option).serveStale())
        .isEqualTo(
            new ServeStale(
                Duration.parse(duration),
                verifies,
                Duration.parse("PT" + timeout),
                ttl,
                Duration.parse("PT" + recheck)));
  }

  @Test
  void readsTheRest() throws Exception {
    assertThat(option("servfail 1m").servfail()).isEqualTo(Duration.ofMinutes(1));
    assertThat(option("keepttl").keepsTtls()).isTrue();
    assertThat(option("serve_stale\nserve_stale_policy PREFER_POSITIVE").prefersPositive())
        .isTrue();
    assertThat(option("disable success").unanswered()).isEqualTo(Zones.ROOT);
    assertThat(option("disable denial example.org").undenied()).isEqualTo(zones("example.org"));
    assertThat(option("disable denial\ndisable denial example.net").undenied())
        .isEqualTo(zones("example.net"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache 0 | Corefile:2:7: cache: expected a TTL in seconds of at least 1, found '0'",
        "cache -1 | Corefile:2:7: cache: expected a TTL in seconds of at least 1, found '-1'",
        "cache 99999999999"
            + " | Corefile:2:7: cache: expected a TTL in seconds, found '99999999999'",
        "cache a..b | Corefile:2:7: cache: ",
      })
  void refusesOtherArguments(String test) {
    String[] parts = test.split(" \\| ", 2);

    assertThat(problems(parts[0])).singleElement().asString().startsWith(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "success | 3:8: cache: success: expected a capacity, found end of line",
        "success lots | 3:9: cache: success: expected a capacity, found 'lots'",
        "success -1 | 3:9: cache: success: expected a capacity of at least 0, found '-1'",
        "success 1 0 | 3:11: cache: success: expected a TTL in seconds of at least 1, found '0'",
        "denial 1 1 -1 | 3:12: cache: denial: expected a TTL in seconds of at least 0, found '-1'",
        "denial 1 1 1 1 | 3:14: cache: denial: expected end of line, found '1'",
        "prefetch | 3:9: cache: prefetch: expected an amount, found end of line",
        "prefetch -1 | 3:10: cache: prefetch: expected an amount of at least 0, found '-1'",
        "prefetch 1 1 | 3:12: cache: prefetch: expected a duration, found '1'",
        "prefetch 1 1m 10"
            + " | 3:15: cache: prefetch: expected a percentage from 10% to 90%, found '10'",
        "prefetch 1 1m 9%"
            + " | 3:15: cache: prefetch: expected a percentage from 10% to 90%, found '9%'",
        "prefetch 1 1m 91%"
            + " | 3:15: cache: prefetch: expected a percentage from 10% to 90%, found '91%'",
        "prefetch 1 1m 10% 1 | 3:19: cache: prefetch: expected end of line, found '1'",
        "serve_stale soon | 3:13: cache: serve_stale: expected a duration, found 'soon'",
        "serve_stale 1h late"
            + " | 3:16: cache: serve_stale: expected 'immediate' or 'verify', found 'late'",
        "serve_stale 1h immediate 1.5s"
            + " | 3:26: cache: serve_stale: expected a duration of whole seconds, found '1.5s'",
        "serve_stale 1h immediate 1s 6m"
            + " | 3:29: cache: serve_stale: expected a duration from 0s to 5m0s, found '6m'",
        "serve_stale 1h immediate 1s 1s 1s"
            + " | 3:32: cache: serve_stale: expected end of line, found '1s'",
        "serve_stale 1h verify -1s"
            + " | 3:23: cache: serve_stale: expected a timeout of at least 0s, found '-1s'",
        "serve_stale 1h verify 1s 1s 1s 1s"
            + " | 3:32: cache: serve_stale: expected end of line, found '1s'",
        "serve_stale_policy prefer_positive"
            + " | 3:1: cache: serve_stale_policy: needs 'serve_stale'",
        "serve_stale_policy best"
            + " | 3:20: cache: serve_stale_policy: expected prefer_positive, found 'best'",
        "servfail 301s | 3:10: cache: servfail: expected a duration from 0s to 5m0s, found '301s'",
        "disable | 3:8: cache: disable: expected one of success, denial, found end of line",
        "disable error | 3:9: cache: disable: expected one of success, denial, found 'error'",
        "keepttl 5 | 3:9: cache: keepttl: expected end of line, found '5'",
        "prefetsch 5 | 3:1: cache: unknown property 'prefetsch', did you mean 'prefetch'?",
      })
  void refusesOtherOptions(String test) {
    String[] parts = test.split(" \\| ", 2);

    assertThat(problems("cache {\n" + parts[0] + "\n}")).containsExactly("Corefile:" + parts[1]);
  }

  @Test
  void refusesASecondPolicy() {
    assertThat(
            problems(
                "cache {\nserve_stale\nserve_stale_policy prefer_positive\n"
                    + "serve_stale_policy prefer_positive\n}"))
        .containsExactly("Corefile:5:1: cache: serve_stale_policy: may stand only once");
  }
}
