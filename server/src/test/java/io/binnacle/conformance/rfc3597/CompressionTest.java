// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc3597;

import static io.binnacle.conformance.Wire.name;
import static io.binnacle.conformance.Wire.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ResponseBuilder;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Section 4, domain name compression. */
class CompressionTest {
  private static final int OWNER_AND_FIXED = 2 + 10;

  private static int rdataLength(String text) throws IOException {
    String[] words = text.split(" ", 2);
    Record record =
        Record.fromString(
            name("example.org"), Type.value(words[0]), DClass.IN, 5, words[1], name("."));
    return ResponseBuilder.of(question("example.org", Type.ANY)).record(record).build().length()
        - OWNER_AND_FIXED;
  }

  /**
   * "senders MUST NOT compress domain names embedded in the RDATA of types that are class-specific
   * or not well-known"
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SRV 0 0 53 example.org.",
        "DNAME example.org.",
        "RP example.org. .",
        "AFSDB 1 example.org.",
        "NAPTR 1 1 \"\" \"\" \"\" example.org.",
        "KX 1 example.org.",
        "HTTPS 1 example.org.",
        "NSEC example.org. A"
      })
  void namesInOtherTypesAreLeftWhole(String record) throws IOException {
    assertThat(rdataLength(record)).isGreaterThanOrEqualTo(13);
  }

  /** "well-known" types are those of RFC 1035. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NS example.org.",
        "MD example.org.",
        "MF example.org.",
        "CNAME example.org.",
        "MB example.org.",
        "MG example.org.",
        "MR example.org.",
        "PTR example.org.",
        "MINFO example.org. example.org.",
        "MX 10 example.org."
      })
  void namesInWellKnownTypesAreCompressed(String record) throws IOException {
    assertThat(rdataLength(record)).isLessThanOrEqualTo(4);
  }
}
