// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.WireName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

class ReverseNameTest {
  private static final String REST_OF_IPV6 =
      "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";

  @ParameterizedTest
  @CsvSource({
    "1.2.0.192.in-addr.arpa, 192.0.2.1, 192.0.2.1",
    "255.255.255.255.IN-ADDR.arpa, 255.255.255.255, 255.255.255.255",
    "2.0.192.in-addr.arpa, 192.0.2.0, 192.0.2.255",
    "0.192.in-addr.arpa, 192.0.0.0, 192.0.255.255",
    "192.in-addr.arpa, 192.0.0.0, 192.255.255.255",
    "1.2.3.4.5." + REST_OF_IPV6 + ", 2001:db8::5:4321, 2001:db8::5:4321",
    "4.5." + REST_OF_IPV6 + ", 2001:db8::5:4000, 2001:db8::5:4fff",
    "8.b.d.0.1.0.0.2.ip6.arpa, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa, 2001:db8::, 2001:db8::ffff:ffff:ffff:ffff",
    "F.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa, 2001:db8:0:0:f000::, "
        + "2001:db8::ffff:ffff:ffff:ffff"
  })
  void standsForAddresses(String name, String first, String last) {
    assertThat(ReverseName.parse(Cluster.question(name, Type.PTR)))
        .isEqualTo(new ReverseName(ip(first), ip(last)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in-addr.arpa",
        "ip6.arpa",
        "256.in-addr.arpa",
        "01.in-addr.arpa",
        "a.in-addr.arpa",
        "1.2.3.4.5.in-addr.arpa",
        "g.ip6.arpa",
        "10.ip6.arpa",
        "1.1.1.1.1.1." + REST_OF_IPV6,
        "1.2.0.192.example.org"
      })
  void isNotAnyName(String name) {
    assertThat(ReverseName.parse(Cluster.question(name, Type.PTR))).isNull();
  }

  @Test
  void knowsReverseZones() {
    assertThat(ReverseName.isReverse(WireName.of("10.in-addr.arpa"))).isTrue();
    assertThat(ReverseName.isReverse(WireName.of("ip6.arpa"))).isTrue();
    assertThat(ReverseName.isReverse(WireName.of("arpa"))).isFalse();
    assertThat(ReverseName.isReverse(WireName.of("xin-addr.arpa"))).isFalse();
  }
}
