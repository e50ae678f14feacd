// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc1035;

import static io.binnacle.conformance.Wire.bytes;
import static io.binnacle.conformance.Wire.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.QueryParser.Verdict;
import org.junit.jupiter.api.Test;

/** Section 2.3.4, size limits. */
class SizeLimitsTest {
  private static final String HEADER = "0001 0100 0001 0000 0000 0000";

  private static Verdict nameOf(int... labels) {
    StringBuilder name = new StringBuilder();
    for (int label : labels) {
      name.append(String.format("%02x '%s'", label, "a".repeat(label)));
    }
    return verdict(bytes(HEADER + name + "00 0001 0001"));
  }

  /** "labels: 63 octets or less". */
  @Test
  void labelsHave63OctetsOrLess() {
    assertThat(nameOf(63)).isEqualTo(Verdict.ACCEPTED);
    assertThat(nameOf(64)).isEqualTo(Verdict.FORMERR);
    assertThat(nameOf(127)).isEqualTo(Verdict.FORMERR);
  }

  /** "names: 255 octets or less", the length octets and the root's counted. */
  @Test
  void namesHave255OctetsOrLess() {
    assertThat(nameOf(63, 63, 63, 61)).isEqualTo(Verdict.ACCEPTED);
    assertThat(nameOf(63, 63, 63, 62)).isEqualTo(Verdict.FORMERR);
  }

  /** The most labels that 255 octets have room for. */
  @Test
  void namesHave127LabelsOrLess() {
    assertThat(verdict(bytes(HEADER + "01 'a'".repeat(127) + "00 0001 0001")))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(verdict(bytes(HEADER + "01 'a'".repeat(128) + "00 0001 0001")))
        .isEqualTo(Verdict.FORMERR);
  }

  /** Section 3.1: "a domain name is terminated by a length byte of zero". */
  @Test
  void namesEndWithTheRoot() {
    assertThat(verdict(bytes(HEADER + "03 'org'"))).isEqualTo(Verdict.FORMERR);
    assertThat(verdict(bytes(HEADER + "00 0001 0001"))).isEqualTo(Verdict.ACCEPTED);
  }
}
