// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/**
 * Labels and names that are too long, or that are not text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9267#section-3">RFC 9267, sections 3 and 4</a>
 */
class A02NamesTest {
  @RegisterExtension final Victim victim = new Victim();

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 100, 127, 128, 191})
  void aLabelOfMoreThan63Bytes(int length) throws IOException {
    victim.assertResponds(
        Rcode.FORMERR,
        Raw.header(1, 0, 0, 0).bytes(length).zeros(length).bytes(0).u16(Raw.A, Raw.IN));
  }

  @Test
  void aNameOfMoreThan255Bytes() throws IOException {
    victim.assertResponds(Rcode.FORMERR, longName(62));
    victim.assertResponds(Rcode.FORMERR, longName(63));
  }

  @Test
  void aNameOf255BytesIsOne() throws IOException {
    victim.assertResponds(Rcode.NOERROR, longName(61));
  }

  private static Raw longName(int lastLabel) {
    String label = "x".repeat(63);
    return Raw.header(1, 0, 0, 0)
        .label(label)
        .label(label)
        .label(label)
        .label("x".repeat(lastLabel))
        .bytes(0)
        .u16(Raw.A, Raw.IN);
  }

  @Test
  void aMessageOfOneEndlessName() throws IOException {
    Raw endless = Raw.header(1, 0, 0, 0);
    for (int i = 0; i < 30_000; i++) {
      endless.bytes(1, 'x');
    }

    victim.assertResponds(Rcode.FORMERR, endless);
  }

  @Test
  void aNameThatIsCutOff() throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.header(1, 0, 0, 0).label("www").bytes(63, 'x'));
  }

  /** {@code safe\0.evil} never becomes {@code safe}. */
  @ParameterizedTest
  @ValueSource(strings = {"safe\0", "sa.fe", "sa\\fe", "s\"fe", "\u00ff\u0080", " ", "\r\n", "*"})
  void anyByteInALabelComesBackAsItWas(String label) throws IOException {
    Raw query = Raw.header(1, 0, 0, 0).label(label).label("evil").bytes(0).u16(Raw.A, Raw.IN);
    byte[] sent = query.toBytes();

    for (byte[] response :
        new byte[][] {
          Objects.requireNonNull(victim.byUdp(sent)), Objects.requireNonNull(victim.byTcp(sent))
        }) {
      assertThat(Victim.rcode(response)).isEqualTo(Rcode.NOERROR);
      assertThat(Arrays.copyOfRange(response, 12, sent.length))
          .isEqualTo(Arrays.copyOfRange(sent, 12, sent.length));
    }
  }
}
