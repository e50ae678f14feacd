// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand in a Corefile, and what is said of the rest. */
class RewriteConfigTest {
  private static List<String> problems(String directives) {
    return Directives.problems(
        () ->
            Server.build(
                    TestServer.corefile(".:0 {\n" + directives + "\n}"), PluginCatalog.packed())
                .close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rewrite name a b",
        "rewrite continue {\n ttl regex (.*)\\.example\\.org 15\n}",
        "rewrite stop name exact a b {\n answer name c d\n answer value (e) {1}\n}",
        "rewrite name suffix .arpa .arpa answer name auto answer value (.*)\\.a\\. {1}.b",
        "rewrite name suffix .arpa .arpa answer auto auto",
        "rewrite name regex a {0}",
        "rewrite STOP Type a AAAA",
        "rewrite type TYPE65280 HTTPS",
        "rewrite class CH IN",
        "rewrite ttl a 0-2147483647",
        "rewrite rcode regex ^a 0 BADCOOKIE",
        "rewrite edns0 LOCAL Set 0 {a/b} REVERT",
      })
  void understands(String text) {
    assertThat(problems(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rewrite | 2:8: rewrite: expected one of name, type, class, edns0, ttl, rcode, cname, found"
            + " end of line",
        "rewrite continue nam a b | 2:18: rewrite: expected one of name, type, class, edns0, ttl,"
            + " rcode, cname, found 'nam', did you mean 'name'?",
        "rewrite answer auto | 2:9: rewrite: expected one of name, type, class, edns0, ttl, rcode,"
            + " cname, found 'answer'",
        "rewrite name | 2:13: rewrite: expected a domain name, found end of line",
        "rewrite name a | 2:15: rewrite: expected a domain name, found end of line",
        "rewrite name a..b c | 2:14: rewrite: expected a domain name, found 'a..b'",
        "rewrite name sufix a b | 2:14: rewrite: expected one of exact, prefix, suffix, substring,"
            + " regex, found 'sufix', did you mean 'suffix'?",
        "rewrite name regex ( b | 2:20: rewrite: expected a regular expression, found '('",
        "rewrite name regex (?=a) b | 2:20: rewrite: expected a regular expression, found '(?=a)'",
        "rewrite name regex (a) {2} | 2:24: rewrite: expected a name with groups up to {1}, found"
            + " '{2}'",
        "rewrite name exact a b auto | 2:24: rewrite: expected one of answer, found 'auto'",
        "rewrite name exact a b answer | 2:30: rewrite: expected one of auto, name, value, found"
            + " end of line",
        "rewrite name exact a b answer name | 2:35: rewrite: expected a regular expression, found"
            + " end of line",
        "rewrite name exact a b answer name c | 2:37: rewrite: expected a name with groups up to"
            + " {0}, found end of line",
        "rewrite name prefix a b answer name c d auto | 2:41: rewrite: 'auto' stands for all 'name'"
            + " rules, and goes with none",
        "rewrite type A | 2:15: rewrite: expected a record type, found end of line",
        "rewrite type A B | 2:16: rewrite: expected a record type, found 'B'",
        "rewrite type A AAAA MX | 2:21: rewrite: expected end of line, found 'MX'",
        "rewrite class IN XX | 2:18: rewrite: expected a class, found 'XX'",
        "rewrite ttl a | 2:14: rewrite: expected a TTL such as 30, 30-300, -300 or 30-, found end"
            + " of line",
        "rewrite ttl a - | 2:15: rewrite: expected a TTL such as 30, 30-300, -300 or 30-, found"
            + " '-'",
        "rewrite ttl a 5-4 | 2:15: rewrite: expected a TTL such as 30, 30-300, -300 or 30-, found"
            + " '5-4'",
        "rewrite ttl a 1-2-3 | 2:15: rewrite: expected a TTL such as 30, 30-300, -300 or 30-, found"
            + " '1-2-3'",
        "rewrite ttl a 2147483648 | 2:15: rewrite: expected a TTL such as 30, 30-300, -300 or 30-,"
            + " found '2147483648'",
        "rewrite rcode a NXDOMAIN | 2:25: rewrite: expected a response code, found end of line",
        "rewrite rcode a 24 0 | 2:17: rewrite: expected a response code, found '24'",
        "rewrite cname a | 2:16: rewrite: expected a domain name, found end of line",
        "rewrite edns0 cookie set | 2:15: rewrite: expected one of local, nsid, subnet, found"
            + " 'cookie'",
        "rewrite edns0 nsid get | 2:20: rewrite: expected one of set, append, replace, unset, found"
            + " 'get', did you mean 'set'?",
        "rewrite edns0 nsid unset revert | 2:26: rewrite: expected end of line, found 'revert'",
        "rewrite edns0 local set 65536 x | 2:25: rewrite: expected an option code from 0 to 65535,"
            + " found '65536'",
        "rewrite edns0 local set 1 0x1 | 2:27: rewrite: expected text, 0x and hex digits, or a"
            + " variable, found '0x1'",
        "rewrite edns0 local set 1 {qnam} | 2:27: rewrite: expected text, 0x and hex digits, or a"
            + " variable, found '{qnam}'",
        "rewrite edns0 subnet set 33 56 | 2:26: rewrite: expected a number of bits from 0 to 32,"
            + " found '33'",
        "rewrite edns0 subnet set 24 | 2:28: rewrite: expected a number of bits from 0 to 128,"
            + " found end of line",
      })
  void saysWhatIsWrong(String text, String problem) {
    assertThat(problems(text)).containsExactly("Corefile:" + problem);
  }

  @Test
  void saysWhatIsWrongInABlockAndInEachRule() {
    assertThat(
            problems(
                """
                rewrite stop {
                 name a b
                 name c d
                }
                rewrite ttl
                rewrite type A {
                 B {
                 }
                }
                """))
        .containsExactly(
            "Corefile:3:7: rewrite: expected one of exact, prefix, suffix, substring, regex, found"
                + " 'a'",
            "Corefile:6:12: rewrite: expected a domain name, found end of line",
            "Corefile:8:3: rewrite: B: expected end of line, found '{'");
  }

  @Test
  void refusesAnExpressionOfMoreThan10000Characters() {
    assertThat(problems("rewrite name regex " + "x".repeat(10_000) + " b")).isEmpty();
    assertThat(problems("rewrite name regex " + "x".repeat(10_001) + " b")).hasSize(1);
  }
}
