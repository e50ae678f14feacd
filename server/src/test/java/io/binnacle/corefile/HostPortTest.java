// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, 53",
    "192.0.2.1:8080, 192.0.2.1, 8080",
    "2001:db8::1, 2001:db8::1, 53",
    "[2001:db8::1], 2001:db8::1, 53",
    "[2001:db8::1]:8080, 2001:db8::1, 8080",
    "fe80::1%eth0, fe80::1%eth0, 53",
    "[fe80::1%eth0]:8080, fe80::1%eth0, 8080",
    "192.0.2.1%dns.example:853, 192.0.2.1%dns.example, 853",
    "2001:db8::1%dns.example:853, 2001:db8::1%dns.example, 853",
    "localhost:8080, localhost, 8080",
    "localhost, localhost, 53",
    ":8080, '', 8080",
    ":0, '', 0",
  })
  void readsAllForms(String text, String host, int port) {
    assertThat(HostPort.parse(text, 53)).isEqualTo(new HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        "a:",
        "a:b",
        "a:-1",
        "a:65536",
        "a:999999",
        "[",
        "[]",
        "[a]",
        "[::1",
        "[::1]53"
      })
  void refusesOthers(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text, 53));
  }
}
