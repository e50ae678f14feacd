// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc5452;

import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ParsedResponse;
import io.binnacle.dns.ParsedResponse.Rejected;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseParser;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** Section 9.1, query matching rules: those that the message itself can tell. */
class MatchingTest {
  private static final int ID = 0xbeef;

  private static ParsedResponse parse(int id, Question question) {
    Message response = query("www.example.org", Type.A);
    response.getHeader().setID(ID);
    response.getHeader().setFlag(Flags.QR);
    byte[] wire = response.toWire();
    return ResponseParser.parse(wire, wire.length, id, question);
  }

  @Test
  void theIdMustMatch() {
    assertThat(parse(ID, question("www.example.org", Type.A)))
        .isInstanceOf(ParsedResponse.Accepted.class);
    for (int bit = 0; bit < 16; bit++) {
      assertThat(parse(ID ^ 1 << bit, question("www.example.org", Type.A)))
          .isEqualTo(Rejected.MISMATCHED);
    }
  }

  @Test
  void nameAndTypeMustMatch() {
    assertThat(parse(ID, question("www.example.net", Type.A))).isEqualTo(Rejected.MISMATCHED);
    assertThat(parse(ID, question("www.example.org", Type.AAAA))).isEqualTo(Rejected.MISMATCHED);
  }
}
