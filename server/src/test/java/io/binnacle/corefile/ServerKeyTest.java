// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Directives;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerKeyTest {
  private static List<String> parse(String word) throws CorefileException {
    return ServerKey.parse(new Token(word, new Position("Corefile", 1, 1)), 1053).stream()
        .map(ServerKey::toString)
        .toList();
  }

  private static List<String> problems(String word) {
    return Directives.problems(() -> parse(word));
  }

  @ParameterizedTest
  @CsvSource({
    ".,                         .:1053",
    "EXAMPLE.org,               example.org.:1053",
    "example.org.:53,           example.org.:53",
    "example.org:0053,          example.org.:53",
    ".:0,                       .:0",
    "dns://example.org,         example.org.:1053",
    "dns://example.org:5353,    example.org.:5353",
    "tls://example.org,         tls://example.org.:853",
    "quic://.,                  quic://.:853",
    "https://.,                 https://.:443",
    "https3://.,                https3://.:443",
    "grpc://.:1443,             grpc://.:1443",
    "192.0.2.1,                 192.0.2.1.:1053",
    "_tcp.example.org,          _tcp.example.org.:1053",
    "a\\.b.example,             a\\.b.example.:1053",
    "0/25.2.0.192.in-addr.arpa, 0/25.2.0.192.in-addr.arpa.:1053",
  })
  void readsSchemeZoneAndPort(String word, String key) throws CorefileException {
    assertThat(parse(word)).containsExactly(key);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0,            in-addr.arpa.:1053",
    "10.0.0.0/8,           10.in-addr.arpa.:1053",
    "10.1.2.3/16,          1.10.in-addr.arpa.:1053",
    "192.0.2.0/24:53,      2.0.192.in-addr.arpa.:53",
    "192.0.2.7/32,         7.2.0.192.in-addr.arpa.:1053",
    "2001:db8::/32,        8.b.d.0.1.0.0.2.ip6.arpa.:1053",
    "2001:db8::/32:53,     8.b.d.0.1.0.0.2.ip6.arpa.:53",
    "tls://2001:DB8:f::/4, tls://2.ip6.arpa.:853",
  })
  void turnsAPrefixThatEndsWithALabelIntoAZone(String word, String key) throws CorefileException {
    assertThat(parse(word)).containsExactly(key);
  }

  @Test
  void turnsAPrefixThatEndsWithinALabelIntoManyZones() throws CorefileException {
    assertThat(parse("192.0.4.0/22:53"))
        .containsExactly(
            "4.0.192.in-addr.arpa.:53",
            "5.0.192.in-addr.arpa.:53",
            "6.0.192.in-addr.arpa.:53",
            "7.0.192.in-addr.arpa.:53");
    assertThat(parse("10.9.3.0/18"))
        .hasSize(64)
        .startsWith("0.9.10.in-addr.arpa.:1053")
        .endsWith("63.9.10.in-addr.arpa.:1053");
    assertThat(parse("192.0.2.32/27"))
        .hasSize(32)
        .startsWith("32.2.0.192.in-addr.arpa.:1053")
        .endsWith("63.2.0.192.in-addr.arpa.:1053");
    assertThat(parse("2001:db8::/30:53"))
        .containsExactly(
            "8.b.d.0.1.0.0.2.ip6.arpa.:53",
            "9.b.d.0.1.0.0.2.ip6.arpa.:53",
            "a.b.d.0.1.0.0.2.ip6.arpa.:53",
            "b.b.d.0.1.0.0.2.ip6.arpa.:53");
    assertThat(parse("2001:db8::/29")).hasSize(8);
    assertThat(parse("128.0.0.0/1")).hasSize(128).startsWith("128.in-addr.arpa.:1053");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a..b", "a{", "(a)", "a,b", "a b", "münchen.example", "a\\"})
  void refusesWhatIsNoZone(String word) {
    assertThat(problems(word))
        .containsExactly("Corefile:1:1: expected a zone, found '" + word + "'");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    assertThat(problems("a".repeat(64))).hasSize(1);
    assertThat(problems("a.".repeat(128))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    ":53,                    expected a zone; found ''",
    "example.org:,           expected a port from 0 to 65535; found ''",
    "example.org:65536,      expected a port from 0 to 65535; found '65536'",
    "example.org:-1,         expected a port from 0 to 65535; found '-1'",
    "example.org:domain,     expected a port from 0 to 65535; found 'domain'",
    "a:b:53,                 expected a zone; found 'a:b'",
    "192.0.2.0/33,           expected a prefix length from 0 to 32; found '33'",
    "2001:db8::/129,         expected a prefix length from 0 to 128; found '129'",
    "::fFFF:B:F/115,         expected an IPv6 prefix outside ::/8; found '::fFFF:B:F/115'",
    "::/0,                   expected an IPv6 prefix outside ::/8; found '::/0'",
    "::ffff:192.0.2.0/120,   expected an IPv6 prefix outside ::/8; found '::ffff:192.0.2.0/120'",
    "tsl://example.org,      unknown scheme 'tsl'; did you mean 'tls'?",
    "TLS://example.org,      unknown scheme 'TLS'",
    "unix://run,             unknown scheme 'unix'",
  })
  void saysWhatIsWrong(String word, String message) {
    assertThat(problems(word)).containsExactly("Corefile:1:1: " + message.replace(';', ','));
  }

  @Test
  void tellsTheReverseZoneOfABareAddress() {
    assertThat(problems("2001:db8::1"))
        .containsExactly(
            "Corefile:1:1: expected a zone, found the address '2001:db8::1', a zone is"
                + " '2001:db8::1/128'");
  }
}
