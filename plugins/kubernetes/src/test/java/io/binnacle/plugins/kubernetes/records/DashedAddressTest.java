// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashedAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192-0-2-1",
    "2001:db8::1, 2001-db8--1",
    "2001:db8::, 2001-db8--0",
    "::1, --1",
    "2001:db8:1:2:3:4:5:6, 2001-db8-1-2-3-4-5-6"
  })
  void isALabelAndBack(String address, String label) {
    assertThat(DashedAddress.label(ip(address))).isEqualTo(label);
    assertThat(DashedAddress.parse(label)).isEqualTo(ip(address));
  }

  @ParameterizedTest
  @CsvSource({"2001-db8-0-0-0-0-0-1, 2001:db8::1", "2001-0db8--0-1, 2001:db8::1"})
  void mayBeSpelledInOtherWays(String label, String address) {
    assertThat(DashedAddress.parse(label)).isEqualTo(ip(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "web",
        "999-2-3-4",
        "01-2-3-4",
        "1-2-3",
        "1-2-3-4-5",
        "2001-db8--",
        "1.2.3.4",
        "2001:db8::1",
        "192-0-2--1-2-3-4-5-6-7-8-9"
      })
  void isNotAnyLabel(String label) {
    assertThat(DashedAddress.parse(label)).isNull();
  }

  @Test
  void standsForNamesToo() {
    assertThat(DashedAddress.label(new DomainName("www.example.net"))).isEqualTo("www-example-net");
  }
}
