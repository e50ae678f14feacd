// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;

/** The longest messages, of which unpacking would make many times as much. */
class A04DecompressionTest {
  private static final int LONGEST = 0xffff;

  @RegisterExtension final Victim victim = new Victim();

  @Test
  void manyQuestionsThatPointAtALongName() throws IOException {
    Raw attack = Raw.header(10_000, 0, 0, 0).name("x".repeat(63) + "." + "x".repeat(63));
    attack.u16(Raw.A, Raw.IN);
    for (int i = 1; i < 10_000; i++) {
      attack.u16(0xc00c, Raw.A, Raw.IN);
    }

    assertThat(Victim.rcode(victim.byTcp(attack.toBytes()))).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void manyRecordsThatPointAtALongName() throws IOException {
    Raw attack = Raw.query(0, 0, 5000);
    for (int i = 0; i < 5000; i++) {
      attack.u16(0xc00c, Raw.A, Raw.IN, 0, 0, 0);
    }

    assertThat(Victim.rcode(victim.byTcp(attack.toBytes()))).isEqualTo(Rcode.FORMERR);
  }

  /** What is within the counts is taken, and what it is made of is not looked at. */
  @Test
  void oneRecordOfNothingButPointers() throws IOException {
    Raw attack = Raw.query(0, 0, 1);
    int length = LONGEST - attack.toBytes().length - 11;
    attack.record(2, Raw.IN, length - length % 2);
    for (int i = 0; i < length / 2; i++) {
      attack.u16(0xc00c);
    }

    byte[] response = Objects.requireNonNull(victim.byTcp(attack.toBytes()));

    assertThat(Victim.rcode(response)).isEqualTo(Rcode.NOERROR);
    assertThat(response).hasSizeLessThan(100);
  }
}
