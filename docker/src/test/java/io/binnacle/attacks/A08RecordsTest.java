// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Records that have no place in a query, or the wrong one, or data that makes no sense. */
class A08RecordsTest {
  private static final int ANY = 255;

  @RegisterExtension final Victim victim = new Victim();

  /** RFC 6891, section 6.1.1. */
  @Test
  void twoOptRecords() throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 0, 2).opt(0).opt(0));
  }

  @Test
  void anOptRecordInAnotherSection() throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.query(1, 0, 0).opt(0));
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 1, 0).opt(0));
  }

  @Test
  void anOptRecordOfAnotherOwner() throws IOException {
    victim.assertResponds(
        Rcode.FORMERR, Raw.query(0, 0, 1).name("example.org").u16(Raw.OPT, 1232, 0, 0, 0));
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 0, 1).u16(0xc00c, Raw.OPT, 1232, 0, 0, 0));
  }

  /** RFC 8945, section 5.1. */
  @Test
  void aTsigRecordThatIsNotTheLast() throws IOException {
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 0, 2).record(Raw.TSIG, ANY).opt(0));
    victim.assertResponds(Rcode.FORMERR, Raw.query(1, 0, 0).record(Raw.TSIG, ANY));
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 1, 0).record(Raw.TSIG, ANY));
  }

  @Test
  void twoTsigRecords() throws IOException {
    victim.assertResponds(
        Rcode.FORMERR, Raw.query(0, 0, 2).record(Raw.TSIG, ANY).record(Raw.TSIG, ANY));
  }

  /** SOA, MX, TXT, AAAA, WKS, LOC, SRV, NAPTR, APL, SVCB, HTTPS: whatever the data is. */
  @ParameterizedTest
  @ValueSource(ints = {6, 15, 16, 28, 11, 29, 33, 35, 42, 64, 65})
  void dataThatMakesNoSense(int type) throws IOException {
    for (int length : new int[] {0, 1, 7, 300}) {
      Raw attack = Raw.query(1, 1, 1);
      for (int i = 0; i < 3; i++) {
        attack.record(type, Raw.IN, length);
        for (int at = 0; at < length; at++) {
          attack.bytes(0xff - at);
        }
      }

      victim.takes(attack.toBytes());
    }
  }

  @Test
  void recordsThatFillTheMessage() throws IOException {
    victim.takes(
        Raw.query(1, 1, 1)
            .record(16, Raw.IN, 20_000)
            .zeros(20_000)
            .record(65, Raw.IN, 20_000)
            .zeros(20_000)
            .record(Raw.A, Raw.IN, 20_000)
            .zeros(20_000)
            .toBytes());
  }
}
