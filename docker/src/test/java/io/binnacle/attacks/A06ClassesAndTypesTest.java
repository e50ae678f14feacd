// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Classes other than IN, and types that are for no records. */
class A06ClassesAndTypesTest {
  @RegisterExtension final Victim victim = new Victim();

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4, 5, 254, 255, 256, 32_769, 65_535})
  void otherClassesAreRefused(int dclass) throws IOException {
    victim.assertResponds(
        Rcode.REFUSED, Raw.header(1, 0, 0, 0).name("www.example.org").u16(Raw.A, dclass));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 128, 249, 250, 251, 252, 253, 254, 255, 256, 65_280, 65_535})
  void anyTypeMayBeAsked(int type) throws IOException {
    victim.takes(Raw.header(1, 0, 0, 0).name("www.example.org").u16(type, Raw.IN).toBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 1232})
  void optCannotBeAsked(int dclass) throws IOException {
    victim.assertResponds(
        Rcode.FORMERR, Raw.header(1, 0, 0, 0).name("www.example.org").u16(Raw.OPT, dclass));
  }
}
