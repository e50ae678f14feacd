// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfacesTest {
  private final Interfaces machine = Interfaces.ofMachine();

  private static NetworkInterface loopback() throws Exception {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
  }

  @Test
  void anInterfaceStandsForItsAddresses() throws Exception {
    assertThat(machine.addresses(loopback().getName()))
        .contains(InetAddress.getLoopbackAddress())
        .containsExactlyElementsOf(loopback().inetAddresses().toList());
  }

  @Test
  void aLinkLocalAddressHasTheScopeThatItIsWrittenWith() throws Exception {
    assertThat(machine.addresses("fe80::1%" + loopback().getName()))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.type(Inet6Address.class))
        .returns(loopback().getIndex(), Inet6Address::getScopeId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no-such-if0",
        "fe80::1%no-such-if0",
        "fe80::1%",
        "192.0.2.1%lo",
        "127.1",
        "1",
        "[::1]",
        "192.0.2.1:53",
        "example.org",
        "192.0.2.0/24"
      })
  void otherWordsAreNone(String word) {
    assertThatIllegalArgumentException().isThrownBy(() -> machine.addresses(word));
  }
}
