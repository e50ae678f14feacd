// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/**
 * Pointers that loop, point forwards or out of the message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9267#section-2">RFC 9267, section 2</a>
 */
class A01CompressionPointersTest {
  @RegisterExtension final Victim victim = new Victim();

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xc000, // into the header
        0xc00b, // into the header's last count
        0xc00c, // to itself
        0xc00d, // into itself
        0xc00e, // forwards
        0xffff // out of the message
      })
  void inTheQuestion(int pointer) throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.header(1, 0, 0, 0).u16(pointer).u16(Raw.A, Raw.IN));
  }

  @Test
  void behindALabelOfTheQuestion() throws IOException {
    victim.assertResponds(
        Rcode.FORMERR, Raw.header(1, 0, 0, 0).label("www").u16(0xc00c).u16(Raw.A, Raw.IN));
  }

  @Test
  void atEachOther() throws IOException {
    victim.assertResponds(
        Rcode.FORMERR,
        Raw.query(0, 0, 2).u16(0xc02c, Raw.A, Raw.IN, 0, 0, 0).u16(0xc020, Raw.A, Raw.IN, 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0xc000, 0xc021, 0xc022, 0xffff})
  void asTheOwnerOfARecord(int pointer) throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 0, 1).u16(pointer, Raw.A, Raw.IN, 0, 0, 0));
  }

  @Test
  void cutInHalf() throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.header(1, 0, 0, 0).label("www").bytes(0xc0));
  }

  /** 32,000 pointers, each to the one before. */
  @Test
  void inALongChain() throws IOException {
    Raw chain = Raw.query(0, 0, 1).record(65_280, Raw.IN, 64_000).u16(0xc00c);
    for (int at = 0; at < 31_999; at++) {
      chain.u16(0xc000 | Math.min(0x2c + 2 * at, 0x3fff));
    }

    victim.takes(chain.toBytes());
  }
}
