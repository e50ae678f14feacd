// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc4343;

import static io.binnacle.conformance.Wire.parsed;
import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.question;
import static io.binnacle.conformance.Wire.received;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.WireResponse;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Section 3 (name lookup) and section 4 (case in the DNS). */
class CaseTest {
  /** "comparisons on name lookup for DNS queries should be case insensitive" */
  @Test
  void questionsAreEqualInWhateverCase() {
    assertThat(parsed(query("Foo.ExamplE.net", Type.A)).question())
        .isEqualTo(parsed(query("fOO.eXAMPLe.NET", Type.A)).question());
  }

  /** Section 3.1: only the letters of ASCII have a case. */
  @Test
  void octetsOtherThanLettersAreComparedAsTheyAre() {
    assertThat(question("a[b", Type.A)).isNotEqualTo(question("a{b", Type.A));
    assertThat(question("\\192", Type.A)).isNotEqualTo(question("\\224", Type.A));
  }

  /** Section 4.1: what was asked comes back as it was asked. */
  @Test
  void caseIsPreservedOnOutput() {
    WireResponse response =
        WireResponse.of(
            ResponseBuilder.of(question("foo.example.net", Type.A)).a(5, 1).build(), 0, 0);

    Message received = received(query("fOO.eXAMPLe.NET", Type.A), response, 512);

    assertThat(received.getQuestion().getName()).hasToString("fOO.eXAMPLe.NET.");
    assertThat(received.getSection(Section.ANSWER).getFirst().getName())
        .hasToString("fOO.eXAMPLe.NET.");
  }
}
