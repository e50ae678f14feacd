// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc9619;

import static io.binnacle.conformance.Wire.bytes;
import static io.binnacle.conformance.Wire.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.QueryParser.Verdict;
import org.junit.jupiter.api.Test;

/** Section 4: what QDCOUNT may be. */
class QuestionCountTest {
  /**
   * "A DNS message with OPCODE = 0 and QDCOUNT > 1 MUST be treated as an incorrectly formatted
   * message."
   */
  @Test
  void moreThanOneQuestionIsAFormatError() {
    String question = "01 'a' 00 0001 0001";

    assertThat(verdict(bytes("0001 0100 0001 0000 0000 0000" + question)))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(verdict(bytes("0001 0100 0002 0000 0000 0000" + question + question)))
        .isEqualTo(Verdict.FORMERR);
    assertThat(verdict(bytes("0001 0100 ffff 0000 0000 0000" + question)))
        .isEqualTo(Verdict.FORMERR);
  }

  /** None is allowed by RFC 7873, section 5.4, to those who make cookies; we make none. */
  @Test
  void noQuestionIsAFormatError() {
    assertThat(verdict(bytes("0001 0100 0000 0000 0000 0000"))).isEqualTo(Verdict.FORMERR);
  }
}
