// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressSetTest {
  private static AddressSet set(String... subnets) {
    return AddressSet.of(Stream.of(subnets).map(Subnet::parseAny).toList());
  }

  private static boolean contains(AddressSet set, String address) {
    return set.contains(InetAddress.ofLiteral(address));
  }

  @Test
  void hasTheAddressesOfAllItsSubnets() {
    AddressSet set = set("192.0.2.0/25", "2001:db8::/32", "10.0.0.1", "::1");

    assertThat(contains(set, "192.0.2.0")).isTrue();
    assertThat(contains(set, "192.0.2.127")).isTrue();
    assertThat(contains(set, "192.0.2.128")).isFalse();
    assertThat(contains(set, "192.0.1.255")).isFalse();
    assertThat(contains(set, "10.0.0.1")).isTrue();
    assertThat(contains(set, "10.0.0.2")).isFalse();
    assertThat(contains(set, "2001:db8:ffff::")).isTrue();
    assertThat(contains(set, "2001:db9::")).isFalse();
    assertThat(contains(set, "::1%1")).isTrue();
    assertThat(contains(set, "::2")).isFalse();
  }

  @Test
  void isEmptyWithoutSubnets() {
    assertThat(contains(set(), "0.0.0.0")).isFalse();
    assertThat(contains(set(), "::")).isFalse();
  }

  @Test
  void keepsTheFamiliesApart() {
    assertThat(contains(set("0.0.0.0/0"), "255.255.255.255")).isTrue();
    assertThat(contains(set("0.0.0.0/0"), "::1")).isFalse();
    assertThat(contains(set("::/0"), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isTrue();
    assertThat(contains(set("::/0"), "0.0.0.1")).isFalse();
  }

  @Test
  void subnetsWithinSubnetsChangeNothing() {
    AddressSet set = set("10.1.0.0/16", "10.0.0.0/8", "10.2.3.4", "10.0.0.0/24", "10.0.0.0/8");

    assertThat(contains(set, "10.200.0.1")).isTrue();
    assertThat(contains(set, "11.0.0.0")).isFalse();
  }

  @Test
  void saysTheSameAsItsSubnetsOneByOne() {
    Random random = new Random(42);
    List<Subnet> subnets =
        IntStream.range(0, 200)
            .mapToObj(
                _ ->
                    Subnet.parse(
                        "%d.%d.%d.0/%d"
                            .formatted(
                                random.nextInt(4),
                                random.nextInt(256),
                                random.nextInt(256),
                                14 + random.nextInt(11))))
            .toList();
    AddressSet set = AddressSet.of(subnets);

    for (int i = 0; i < 10_000; i++) {
      InetAddress address =
          InetAddress.ofLiteral(
              "%d.%d.%d.1".formatted(random.nextInt(4), random.nextInt(256), random.nextInt(256)));
      assertThat(set.contains(address))
          .isEqualTo(subnets.stream().anyMatch(subnet -> subnet.contains(address)));
    }
  }
}
