// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "10.244.2.93, 10.244.2.93",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "fd00::, fd00::",
    "FD00:0:0:0:0:0:0:1, fd00::1",
    "fd00:10:244:3:1:2::, fd00:10:244:3:1:2::",
    "2001:db8::0:1, 2001:db8::1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    "0:2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1",
  })
  void writesTheCanonicalForm(String text, String canonical) {
    assertThat(text(IpAddress.parse(text))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "None",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..2.3",
        "1.2.3.-4",
        "1.2.3.+4",
        "1.2.3.4 ",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "g::",
        "::1%eth0",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3.4::",
        "::1.2.3",
        "1:2:3:4:5:6:7:",
        "www.example.org",
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Test
  void hasItsBytes() {
    assertThat(new Ipv4Address(0x0af4025d).bytes()).containsExactly(10, 244, 2, 93);
    assertThat(new Ipv6Address(0xfd00_0000_0000_0000L, 1).bytes())
        .containsExactly(0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Property
  void agreesWithTheJdkOnIpv6(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
    InetAddress expected = InetAddress.getByAddress(bytes);

    IpAddress address = IpAddress.of(expected);

    assertThat(address.bytes()).isEqualTo(expected.getAddress());
    assertThat(IpAddress.parse(address.text())).isEqualTo(address);
    assertThat(IpAddress.parse(expected.getHostAddress())).isEqualTo(address);
  }

  @Property
  void agreesWithTheJdkOnIpv4(@ForAll int bits) throws UnknownHostException {
    Ipv4Address address = new Ipv4Address(bits);

    assertThat(address.text())
        .isEqualTo(InetAddress.getByAddress(address.bytes()).getHostAddress());
    assertThat(IpAddress.parse(address.text())).isEqualTo(address);
  }

  private static @Nullable String text(@Nullable IpAddress address) {
    return address == null ? null : address.text();
  }
}
