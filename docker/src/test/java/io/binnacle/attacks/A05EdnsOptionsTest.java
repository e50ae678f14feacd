// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * Options without end, or the same again and again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6891#section-6.1.2">RFC 6891, section 6.1.2</a>
 */
class A05EdnsOptionsTest {
  @RegisterExtension final Victim victim = new Victim();

  @ParameterizedTest
  @ValueSource(
      ints = {EDNSOption.Code.NSID, EDNSOption.Code.COOKIE, EDNSOption.Code.PADDING, 11, 65_001})
  void thousandsOfEmptyOptions(int code) throws IOException {
    int count = 16_000;
    Raw attack = Raw.query(0, 0, 1).opt(4 * count);
    for (int i = 0; i < count; i++) {
      attack.u16(code, 0);
    }

    assertAnsweredWithoutOptions(Objects.requireNonNull(victim.byTcp(attack.toBytes())));
  }

  @Test
  void thousandsOfDifferentOptions() throws IOException {
    int count = 8000;
    Raw attack = Raw.query(0, 0, 1).opt(8 * count);
    for (int i = 0; i < count; i++) {
      attack.u16(i, 4).u16(i, i);
    }

    assertAnsweredWithoutOptions(Objects.requireNonNull(victim.byTcp(attack.toBytes())));
  }

  @Test
  void oneOptionThatFillsTheMessage() throws IOException {
    Raw attack = Raw.query(0, 0, 1).opt(65_000).u16(EDNSOption.Code.PADDING, 64_996).zeros(64_996);

    assertAnsweredWithoutOptions(Objects.requireNonNull(victim.byTcp(attack.toBytes())));
  }

  @Test
  void aHundredCookiesByUdp() throws IOException {
    Raw attack = Raw.query(0, 0, 1).opt(1200);
    for (int i = 0; i < 100; i++) {
      attack.u16(EDNSOption.Code.COOKIE, 8).zeros(8);
    }

    assertAnsweredWithoutOptions(Objects.requireNonNull(victim.byUdp(attack.toBytes())));
  }

  private static void assertAnsweredWithoutOptions(byte[] response) throws IOException {
    Message message = new Message(response);
    assertThat(message.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(Objects.requireNonNull(message.getOPT()).getOptions()).isEmpty();
  }
}
