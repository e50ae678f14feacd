// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc8945;

import static io.binnacle.conformance.Wire.bytes;
import static io.binnacle.conformance.Wire.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.QueryParser.Verdict;
import org.junit.jupiter.api.Test;

/** Section 5.1, "Receipt of TSIG record" (of a message): where the record may stand. */
class TsigPlacementTest {
  private static final String OPT = "00 0029 04d0 00000000 0000";
  private static final String TSIG = "03 'key' 00 00fa 00ff 00000000 0000";

  private static Verdict query(String counts, String records) {
    return verdict(bytes("0001 0100 0001" + counts + "00 0001 0001" + records));
  }

  /**
   * "it MUST be the last RR in the additional section" … "otherwise ... FORMERR (RCODE 1) MUST be
   * returned".
   */
  @Test
  void tsigIsTheLastRecordOrAFormatError() {
    assertThat(query("0000 0000 0001", TSIG)).isEqualTo(Verdict.ACCEPTED);
    assertThat(query("0000 0000 0002", OPT + TSIG)).isEqualTo(Verdict.ACCEPTED);
    assertThat(query("0000 0000 0002", TSIG + OPT)).isEqualTo(Verdict.FORMERR);
    assertThat(query("0000 0000 0002", TSIG + TSIG)).isEqualTo(Verdict.FORMERR);
    assertThat(query("0001 0000 0000", TSIG)).isEqualTo(Verdict.FORMERR);
  }
}
