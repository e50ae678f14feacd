// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,    192.0.2.255,  true",
    "192.0.2.0/24,    192.0.3.0,    false",
    "192.0.2.77/25,   192.0.2.127,  true",
    "192.0.2.0/25,    192.0.2.128,  false",
    "192.0.2.8/31,    192.0.2.9,    true",
    "192.0.2.8/31,    192.0.2.10,   false",
    "192.0.2.1/32,    192.0.2.1,    true",
    "192.0.2.1/32,    192.0.2.0,    false",
    "0.0.0.0/0,       192.0.2.1,    true",
    "0.0.0.0/0,       2001:db8::1,  false",
    "::/0,            192.0.2.1,    false",
    "2001:db8::/33,   2001:db8:7fff::,  true",
    "2001:db8::/33,   2001:db8:8000::,  false",
    "2001:db8::1/128, 2001:db8::1,  true",
  })
  void containsTheAddressesWithItsPrefix(String subnet, String address, boolean isContained) {
    assertThat(Subnet.parse(subnet).contains(InetAddress.ofLiteral(address)))
        .isEqualTo(isContained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10/8",
        "::/129",
        "x/8",
        "10.0.0.0/8/8"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
  }
}
