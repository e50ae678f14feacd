// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EndpointChangeTest {
  private static Endpoint endpoint(int address) {
    return new Endpoint(new Ipv4Address(address), "", "", "", true);
  }

  private static List<Endpoint> endpoints(List<Integer> addresses) {
    return addresses.stream().map(EndpointChangeTest::endpoint).toList();
  }

  private static Set<Object> addresses(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::address).collect(Collectors.toSet());
  }

  @Property
  void leadsFromOneToTheOther(
      @ForAll @Size(max = 6) List<@IntRange(max = 4) Integer> one,
      @ForAll @Size(max = 6) List<@IntRange(max = 4) Integer> other) {
    List<Endpoint> before = endpoints(one);
    List<Endpoint> after = endpoints(other);

    EndpointChange change = EndpointChange.between(before, after);

    assertThat(change.merged()).isEqualTo(after);
    Set<Object> there = new HashSet<>(addresses(before));
    there.addAll(change.added());
    there.removeAll(change.removed());
    assertThat(there).isEqualTo(addresses(after));
  }

  @Test
  void isNothingMoreThanTheEndpointsThatChanged() {
    List<Endpoint> before = endpoints(List.of(1, 2, 3, 4, 5));

    EndpointChange change = EndpointChange.between(before, endpoints(List.of(1, 2, 7, 4, 5)));

    assertThat(change.added()).containsExactly(new Ipv4Address(7));
    assertThat(change.removed()).containsExactly(new Ipv4Address(3));
    for (int same : new int[] {0, 1, 3, 4}) {
      assertThat(change.merged().get(same)).isSameAs(before.get(same));
    }
  }
}
