// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static io.binnacle.testing.Directives.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class OptionsTest {
  /** A plugin's configuration with an option of each kind. */
  private record Config(
      int ttl,
      boolean keepTtl,
      int prefetch,
      Duration timeout,
      Duration pause,
      String policy,
      Zones fallthrough,
      List<String> next) {
    static Config parse(String text) throws CorefileException {
      Directive directive = Directives.parse(text);
      Options options = directive.options();
      return options.done(
          new Config(
              options.arguments(3600, Config::ttl),
              options.flag("keepttl"),
              options.integer("prefetch", 1, 0, 10),
              options.duration("timeout", Duration.ofSeconds(5)),
              options.duration("pause", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(9)),
              options.word("policy", "random", List.of("random", "sequential")),
              options.fallthrough(),
              options.values("next", next -> next.only("a code").text())));
    }

    private static int ttl(Directive directive) throws CorefileException {
      directive.atMost(1);
      return directive.has(0) ? directive.integer(0, "a TTL", 1, 86_400) : 3600;
    }
  }

  @Test
  void hasDefaults() throws CorefileException {
    Config defaults =
        new Config(
            3600, false, 1, Duration.ofSeconds(5), Duration.ZERO, "random", Zones.NONE, List.of());

    assertThat(Config.parse("cache")).isEqualTo(defaults);
    assertThat(Config.parse("cache {\n}")).isEqualTo(defaults);
  }

  @Test
  void readsEachOption() throws CorefileException {
    Config config =
        Config.parse(
            """
            cache 30 {
              next NXDOMAIN
              policy sequential
              pause 1s
              fallthrough example.org
              timeout 1m
              keepttl
              prefetch 3
              next SERVFAIL
            }\
            """);

    assertThat(config)
        .isEqualTo(
            new Config(
                30,
                true,
                3,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                "sequential",
                new Zones(List.of(Name.fromConstantString("example.org."))),
                List.of("NXDOMAIN", "SERVFAIL")));
  }

  @Test
  void fallsThroughForAllNamesIfNoZoneIsGiven() throws CorefileException {
    assertThat(Config.parse("cache {\n fallthrough\n}").fallthrough()).isEqualTo(Zones.ROOT);
  }

  @Test
  void takesTheLastOfManyButWantsAllToBeRight() throws CorefileException {
    assertThat(Config.parse("cache {\n prefetch 2\n prefetch 3\n}").prefetch()).isEqualTo(3);
    assertThat(problems(() -> Config.parse("cache {\n prefetch x\n prefetch 3\n}")))
        .containsExactly("Corefile:3:11: cache: prefetch: expected a whole number, found 'x'");
  }

  @Test
  void reportsAllProblemsTogether() {
    String corefile =
        """
        cache never {
          keepttl 1
          prefetch 11
          timeout
          pause 10s
          policy first
          fallthrough a..b
          next
          keepttl {
          }
          timeuot 3s
        }\
        """;

    assertThat(problems(() -> Config.parse(corefile)))
        .containsExactly(
            "Corefile:2:7: cache: expected a TTL, found 'never'",
            "Corefile:3:11: cache: keepttl: expected end of line, found '1'",
            "Corefile:4:12: cache: prefetch: expected a whole number from 0 to 10, found '11'",
            "Corefile:5:10: cache: timeout: expected a duration, found end of line",
            "Corefile:6:9: cache: pause: expected a duration from 0s to 9s, found '10s'",
            "Corefile:7:10: cache: policy: expected one of random, sequential, found 'first'",
            "Corefile:8:15: cache: fallthrough: expected a zone, found 'a..b'",
            "Corefile:9:7: cache: next: expected a code, found end of line",
            "Corefile:10:10: cache: keepttl: expected end of line, found '{'",
            "Corefile:12:3: cache: unknown property 'timeuot', did you mean 'timeout'?");
  }
}
