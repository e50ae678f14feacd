// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc2181;

import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.question;
import static io.binnacle.conformance.Wire.received;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.WireResponse;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Section 9, the TC (truncated) header bit. */
class TruncationTest {
  private static final byte[] HOST = WireName.of("host.example.org");

  private static ResponseBuilder builder() {
    return ResponseBuilder.of(question("example.org", Type.SRV));
  }

  private static Message received512(ResponseBuilder builder) {
    return received(query("example.org", Type.SRV), WireResponse.of(builder.build(), 0, 0), 512);
  }

  private static boolean isTruncated(Message response) {
    return response.getHeader().getFlag(Flags.TC);
  }

  /**
   * "The TC bit should be set in responses only when an RRSet is required as a part of the
   * response, but could not be included in its entirety."
   */
  @Test
  void tcIsSetWhenAnswersAreMissing() {
    ResponseBuilder builder = builder();
    for (int port = 0; port < 20; port++) {
      builder.srv(5, 0, 0, port, HOST);
    }

    Message response = received512(builder);

    assertThat(isTruncated(response)).isTrue();
    assertThat(response.getSection(Section.ANSWER)).isNotEmpty();
  }

  @Test
  void tcIsSetWhenTheAuthoritySectionIsCut() {
    ResponseBuilder builder = builder().authority();
    for (int server = 0; server < 50; server++) {
      builder.ns(5, WireName.of("server-" + server + ".example.org"));
    }

    assertThat(isTruncated(received512(builder))).isTrue();
  }

  /**
   * "The TC bit should not be set merely because some extra information could have been included,
   * but there was insufficient room. This includes the results of additional section processing."
   */
  @Test
  void tcIsNotSetForAdditionalRecords() {
    ResponseBuilder builder = builder().srv(5, 0, 0, 80, HOST).additional().owner(HOST);
    for (int address = 0; address < 50; address++) {
      builder.a(5, address);
    }

    Message response = received512(builder);

    assertThat(isTruncated(response)).isFalse();
    assertThat(response.getSection(Section.ANSWER)).hasSize(1);
    assertThat(response.getSection(Section.ADDITIONAL)).hasSizeLessThan(50);
  }

  @Test
  void tcIsNotSetWhenAllFits() {
    assertThat(isTruncated(received512(builder().srv(5, 0, 0, 80, HOST)))).isFalse();
  }
}
