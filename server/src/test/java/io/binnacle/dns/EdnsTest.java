// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EdnsTest {
  private static final byte[] CLIENTS = {0, 10, 0, 2, 7, 8, 0, 3, 0, 0, 0, 10, 0, 0};

  private final Edns asked = Edns.of(4096, 0, Edns.DO, CLIENTS.clone());

  @Test
  void knowsItsOptions() {
    assertThat(asked.has(10)).isTrue();
    assertThat(asked.has(3)).isTrue();
    assertThat(asked.has(0)).isFalse();
    assertThat(asked.has(7)).isFalse();
  }

  @Test
  void aClientsOptionsAreNotPassedOn() {
    assertThat(asked.passedOn()).isEmpty();
  }

  @Test
  void anOptionThatIsSetReplacesItsKind() {
    EdnsOption option = EdnsOption.of(10, new byte[] {1});

    Edns set = asked.with(EdnsOption.of(10, new byte[] {5, 6})).with(option);

    assertThat(set.options()).containsExactly(0, 3, 0, 0, 0, 10, 0, 1, 1);
    assertThat(set.passedOn()).containsExactly(option);
    assertThat(set.udpSize()).isEqualTo(4096);
    assertThat(set.isDnssecOk()).isTrue();
    assertThat(asked.options()).isEqualTo(CLIENTS);
  }

  @Test
  void anOptionThatIsTakenAwayIsGone() {
    Edns set = asked.with(EdnsOption.of(65001, new byte[0]));

    assertThat(set.without(10).options()).containsExactly(0, 3, 0, 0, 0xfd, 0xe9, 0, 0);
    assertThat(set.without(65001).passedOn()).isEmpty();
    assertThat(set.without(65001).options()).isEqualTo(CLIENTS);
    assertThat(asked.without(8)).isSameAs(asked);
    assertThat(asked.without(10).without(3).options()).isEmpty();
  }

  @Test
  void oursForUpstreamsHasOurSize() {
    EdnsOption option = EdnsOption.of(3, new byte[0]);

    assertThat(Edns.ours(true, List.of()))
        .isSameAs(Edns.of(Edns.UDP_SIZE, 0, Edns.DO, new byte[0]));
    assertThat(Edns.ours(false, List.of(option)).passedOn()).containsExactly(option);
    assertThat(Edns.ours(false, List.of(option)).options()).containsExactly(0, 3, 0, 0);
  }

  @Test
  void knowsWhetherUpstreamsAreToldOfTheClient() {
    assertThat(asked.tellsOfClient()).isFalse();
    assertThat(asked.with(EdnsOption.of(3, new byte[0])).tellsOfClient()).isFalse();
    assertThat(asked.with(EdnsOption.aboutClient(8, new byte[0])).tellsOfClient()).isTrue();
  }

  @Test
  void optionsAreEqualByValue() {
    assertThat(EdnsOption.of(3, new byte[] {1}))
        .isEqualTo(EdnsOption.of(3, new byte[] {1}))
        .hasSameHashCodeAs(EdnsOption.of(3, new byte[] {1}))
        .isNotEqualTo(EdnsOption.of(4, new byte[] {1}))
        .isNotEqualTo(EdnsOption.of(3, new byte[] {2}));
  }
}
