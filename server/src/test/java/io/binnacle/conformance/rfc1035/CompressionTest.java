// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc1035;

import static io.binnacle.conformance.Wire.bytes;
import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.question;
import static io.binnacle.conformance.Wire.verdict;
import static io.binnacle.conformance.Wire.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ParsedResponse;
import io.binnacle.dns.ParsedResponse.Rejected;
import io.binnacle.dns.QueryParser.Verdict;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.ResponseParser;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.WireResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Section 4.1.4, message compression. */
class CompressionTest {
  private static final Question QUESTION = question("f.isi.arpa", Type.ANY);
  private static final String QUESTION_BYTES = "01 'f' 03 'isi' 04 'arpa' 00 00ff 0001";

  /** The records of the section's own example, behind a question instead of at offset 20. */
  @Test
  void namesAndTheirTailsArePointedAt() {
    WireResponse response =
        WireResponse.of(
            ResponseBuilder.of(QUESTION)
                .ns(5, WireName.of("foo.f.isi.arpa"))
                .owner(WireName.of("arpa"))
                .ns(5, WireName.of("f.isi.arpa"))
                .owner(WireName.of("."))
                .ns(5, WireName.of("foo.f.isi.arpa"))
                .build(),
            0,
            0);

    byte[] message = written(query("F.ISI.ARPA", Type.ANY), response, 512);

    assertThat(Arrays.copyOfRange(message, 28, message.length))
        .isEqualTo(
            bytes(
                "c00c 0002 0001 00000005 0006 03 'foo' c00c"
                    + "c012 0002 0001 00000005 0002 c00c"
                    + "00 0002 0001 00000005 0002 c028"));
  }

  /** "a pointer to a prior occurance of the same name" (prior: never forward, never itself). */
  @Test
  void pointersLeadBackwards() {
    for (String owner : new String[] {"c01c", "c01e", "c0ff"}) {
      assertThat(parse(owner + "0001 0001 00000005 0004 c0000201")).isEqualTo(Rejected.MALFORMED);
    }
    assertThat(parse("c00e 0001 0001 00000005 0004 c0000201"))
        .isInstanceOf(ParsedResponse.Accepted.class);
  }

  /** "The 10 and 01 combinations are reserved for future use." */
  @Test
  void reservedLabelTypesAreRefused() {
    for (String label : new String[] {"40 'a'", "7f 'a'", "80 'a'", "bf 'a'"}) {
      assertThat(parse(label + "00 0001 0001 00000005 0004 c0000201"))
          .isEqualTo(Rejected.MALFORMED);
      assertThat(verdict(bytes("0001 0100 0001 0000 0000 0000" + label + "00 0001 0001")))
          .isEqualTo(Verdict.FORMERR);
    }
  }

  /** Nothing lies before the question's name for it to point at. */
  @Test
  void pointersInAQuestionAreRefused() {
    assertThat(verdict(bytes("0001 0100 0001 0000 0000 0000 01 'a' c00c 0001 0001")))
        .isEqualTo(Verdict.FORMERR);
  }

  private static ParsedResponse parse(String answer) {
    byte[] message = bytes("0001 8180 0001 0001 0000 0000" + QUESTION_BYTES + answer);
    return ResponseParser.parse(message, message.length, 1, QUESTION);
  }
}
