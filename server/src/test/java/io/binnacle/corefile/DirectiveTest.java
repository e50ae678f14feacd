// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static io.binnacle.corefile.Parsing.parse;
import static io.binnacle.testing.Directives.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;

class DirectiveTest {
  /** What a plugin complains of that reads this directive. */
  private static List<String> complaints(String text, Directive.Visitor plugin) {
    return problems(() -> plugin.visit(Directives.parse(text)));
  }

  @Test
  void knowsItsWordsItsPlaceAndItsBlock() throws CorefileException {
    Directive cache = Directives.parse("cache 30 example.org {\n  success 5000\n}");
    Directive success = cache.properties().getFirst();

    assertThat(cache.name()).isEqualTo("cache");
    assertThat(cache.arguments()).extracting(Token::text).containsExactly("30", "example.org");
    assertThat(cache.hasBlock()).isTrue();
    assertThat(success.path()).isEqualTo("cache: success");
    assertThat(success.position()).hasToString("Corefile:3:3");
    assertThat(success.hasBlock()).isFalse();
    assertThat(success.properties()).isEmpty();
    assertThat(cache).hasToString("cache['30', 'example.org']");
  }

  @Test
  void aBlockMayBeALongLine() throws CorefileException {
    Directive rule = Directives.parse("rule stop {\n  a b\n  c\n}").joined();

    assertThat(rule).hasToString("rule['stop', 'a', 'b', 'c']");
    assertThat(rule.hasBlock()).isFalse();
    assertThat(rule.argument(2, "a word").position()).hasToString("Corefile:3:5");
    assertThat(complaints("rule {\n a\n}", it -> it.joined().argument(1, "a word")))
        .containsExactly("Corefile:3:3: rule: expected a word, found end of line");
    assertThat(complaints("rule {\n a {\n }\n}", Directive::joined))
        .containsExactly("Corefile:3:3: rule: a: expected end of line, found '{'");
  }

  @Test
  void knowsAllDirectivesOfItsName() throws CorefileException {
    Block block = parse(". {\n log a\n errors\n log b\n}").blocks().getFirst();
    Directive log = block.directives().getFirst();

    assertThat(log.occurrences())
        .extracting(occurrence -> occurrence.arguments().getFirst().text())
        .containsExactly("a", "b");
    assertThat(log.occurrences().getLast().occurrences()).hasSize(2);
  }

  @Test
  void knowsAllPropertiesOfItsName() throws CorefileException {
    Directive success = Directives.parse("cache {\n ttl 1\n ttl 2\n}").properties().getFirst();

    assertThat(success.occurrences())
        .extracting(Directive::path)
        .containsExactly("cache: ttl", "cache: ttl");
  }

  @Test
  void tellsWhatItExpectedAndWhatItFound() {
    assertThat(
            complaints(
                "cache {\n  success lots\n}",
                cache -> {
                  throw cache.properties().getFirst().expected("a capacity", 0);
                }))
        .containsExactly("Corefile:3:11: cache: success: expected a capacity, found 'lots'");
    assertThat(
            complaints(
                "cache {\n  success\n}",
                cache -> {
                  throw cache.properties().getFirst().expected("a capacity", 0);
                }))
        .containsExactly("Corefile:3:10: cache: success: expected a capacity, found end of line");
  }

  @Test
  void showsLongAndStrangeWordsOnOneLine() {
    assertThat(complaints("log \"a\nb\u001b[31m\"", log -> log.noArguments()))
        .containsExactly("Corefile:2:5: log: expected end of line, found 'a\ufffdb\ufffd[31m'");
    assertThat(complaints("log " + "x".repeat(1000), log -> log.noArguments()))
        .containsExactly(
            "Corefile:2:5: log: expected end of line, found '" + "x".repeat(60) + "…'");
  }

  @Test
  void guessesThePropertyThatWasMeant() {
    assertThat(
            complaints(
                "cache {\n prefech 1\n x\n}",
                cache ->
                    cache.eachProperty(
                        property -> {
                          throw property.unknown("success", "prefetch");
                        })))
        .containsExactly(
            "Corefile:3:2: cache: unknown property 'prefech', did you mean 'prefetch'?",
            "Corefile:4:2: cache: unknown property 'x'");
  }

  @Test
  void refusesWordsThatNobodyReads() {
    assertThat(complaints("whoami now", Directive::noArguments))
        .containsExactly("Corefile:2:8: whoami: expected end of line, found 'now'");
    assertThat(complaints("health a b c", health -> health.atMost(1)))
        .containsExactly("Corefile:2:10: health: expected end of line, found 'b'");
    assertThat(complaints("whoami {\n}", Directive::noBlock))
        .containsExactly("Corefile:2:7: whoami: expected end of line, found '{'");
  }

  @Test
  void countsArguments() throws CorefileException {
    assertThat(Directives.parse("root /").only("a folder").text()).isEqualTo("/");
    assertThat(complaints("root", root -> root.only("a folder")))
        .containsExactly("Corefile:2:5: root: expected a folder, found end of line");
    assertThat(complaints("root / /", root -> root.only("a folder")))
        .containsExactly("Corefile:2:8: root: expected end of line, found '/'");
    assertThat(complaints("tls a", tls -> tls.arguments(2, 3, "a key")))
        .containsExactly("Corefile:2:6: tls: expected a key, found end of line");
    assertThat(complaints("tls a b c d", tls -> tls.arguments(2, 3, "a key")))
        .containsExactly("Corefile:2:11: tls: expected end of line, found 'd'");
    assertThat(Directives.parse("tls").has(0)).isFalse();
  }

  @Test
  void readsWholeNumbers() throws CorefileException {
    assertThat(Directives.parse("cache 30").integer(0, "a TTL", 1, 86_400)).isEqualTo(30);
    assertThat(complaints("cache 0", cache -> cache.integer(0, "a TTL", 1, 86_400)))
        .containsExactly("Corefile:2:7: cache: expected a TTL from 1 to 86400, found '0'");
    assertThat(complaints("cache 0", cache -> cache.integer(0, "a TTL", 1, Integer.MAX_VALUE)))
        .containsExactly("Corefile:2:7: cache: expected a TTL of at least 1, found '0'");
    assertThat(complaints("cache 1s", cache -> cache.integer(0, "a TTL", 1, 86_400)))
        .containsExactly("Corefile:2:7: cache: expected a TTL, found '1s'");
  }

  @Test
  void readsDurations() throws CorefileException {
    Duration minute = Duration.ofMinutes(1);

    assertThat(Directives.parse("cancel 1m30s").duration(0, "a timeout")).hasSeconds(90);
    assertThat(complaints("cancel -1s", cancel -> cancel.duration(0, "a timeout")))
        .containsExactly("Corefile:2:8: cancel: expected a timeout of at least 0s, found '-1s'");
    assertThat(
            complaints("cancel 2m", d -> d.duration(0, "a timeout", Duration.ofMillis(1), minute)))
        .containsExactly("Corefile:2:8: cancel: expected a timeout from 1ms to 1m0s, found '2m'");
    assertThat(complaints("cancel 5", cancel -> cancel.duration(0, "a timeout")))
        .containsExactly("Corefile:2:8: cancel: expected a timeout, found '5'");
  }

  @Test
  void readsWordsOutOfAList() throws CorefileException {
    List<String> policies = List.of("random", "round_robin", "sequential");

    assertThat(Directives.parse("policy random").word(0, policies)).isEqualTo("random");
    assertThat(complaints("policy roundrobin", policy -> policy.word(0, policies)))
        .containsExactly(
            "Corefile:2:8: policy: expected one of random, round_robin, sequential,"
                + " found 'roundrobin', did you mean 'round_robin'?");
    assertThat(complaints("policy", policy -> policy.word(0, policies)))
        .containsExactly(
            "Corefile:2:7: policy: expected one of random, round_robin, sequential,"
                + " found end of line");
  }

  @Test
  void readsZones() throws CorefileException {
    Directive cache = Directives.parse("cache 30 Example.ORG 192.0.2.0/23 tls://example.net:853");

    assertThat(cache.zones(1, Zones.NONE).names())
        .extracting(Name::toString)
        .containsExactly(
            "example.org.", "2.0.192.in-addr.arpa.", "3.0.192.in-addr.arpa.", "example.net.");
    assertThat(cache.zones(4, Zones.ROOT)).isEqualTo(Zones.ROOT);
    assertThat(complaints("cache a..b c d..e", d -> d.zones(0, Zones.NONE)))
        .containsExactly(
            "Corefile:2:7: cache: expected a zone, found 'a..b'",
            "Corefile:2:14: cache: expected a zone, found 'd..e'");
  }

  @Test
  void wantsAZoneWhereThereIsNoDefault() throws CorefileException {
    assertThat(Directives.parse("except example.org example.net").zones(0).names()).hasSize(2);
    assertThat(complaints("except", except -> except.zones(0)))
        .containsExactly("Corefile:2:7: except: expected a zone, found end of line");
  }

  @Test
  void readsManyValues() throws CorefileException {
    assertThat(Directives.parse("mask 1 2 0x3").<Integer>values(1, "a mask", Integer::decode))
        .containsExactly(2, 3);
    assertThat(complaints("mask x 1 y", mask -> mask.values(0, "a mask", Integer::decode)))
        .containsExactly(
            "Corefile:2:6: mask: expected a mask, found 'x'",
            "Corefile:2:10: mask: expected a mask, found 'y'");
    assertThat(complaints("mask", mask -> mask.values(0, "a mask", Integer::decode)))
        .containsExactly("Corefile:2:5: mask: expected a mask, found end of line");
  }

  @Test
  void readsWhateverAFunctionReads() throws CorefileException {
    assertThat(Directives.parse("mask 0x1f").<Integer>value(0, "a mask", Integer::decode))
        .isEqualTo(31);
    assertThat(complaints("mask x", mask -> mask.value(0, "a mask", Integer::decode)))
        .containsExactly("Corefile:2:6: mask: expected a mask, found 'x'");
  }

  @Test
  void handsOutOccurrencesAndCollectsTheirProblems() {
    assertThat(
            complaints(
                "log a\nlog\nlog b c\nerrors x y",
                log -> log.eachOccurrence(each -> each.only("a name"))))
        .containsExactly(
            "Corefile:3:4: log: expected a name, found end of line",
            "Corefile:4:7: log: expected end of line, found 'c'");
  }

  @Test
  void handsOutPropertiesInTheirOrderAndCollectsTheirProblems() {
    List<String> seen = new ArrayList<>();

    List<String> complaints =
        complaints(
            "hosts {\n b\n a 1\n b 2\n c {\n }\n}",
            hosts ->
                hosts.eachProperty(
                    property -> {
                      seen.add(property.name());
                      property.noArguments();
                    }));

    assertThat(seen).containsExactly("b", "a", "b", "c");
    assertThat(complaints)
        .containsExactly(
            "Corefile:4:4: hosts: a: expected end of line, found '1'",
            "Corefile:5:4: hosts: b: expected end of line, found '2'",
            "Corefile:6:3: hosts: c: expected end of line, found '{'");
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "-0, PT0S",
    "5s, PT5S",
    "300ms, PT0.3S",
    "1h30m, PT1H30M",
    "1.5h, PT1H30M",
    ".5s, PT0.5S",
    "1.s, PT1S",
    "-2m, PT-2M",
    "+2m, PT2M",
    "1us2µs3μs4ns, PT0.000006004S",
    "9223372036854775807ns, PT2562047H47M16.854775807S",
  })
  void understandsTheDurationsOfGo(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "''",
        "-",
        "1",
        "s",
        "1d",
        "1 s",
        ".s",
        "1s1",
        "1S",
        "--1s",
        "9223372036854775808ns",
        "99999999999999999999h"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void knowsWhatIsNoDurationOfGo(String text) {
    assertThat(complaints("cancel \"" + text + "\"", cancel -> cancel.duration(0, "a timeout")))
        .containsExactly("Corefile:2:8: cancel: expected a timeout, found '" + text + "'");
  }
}
