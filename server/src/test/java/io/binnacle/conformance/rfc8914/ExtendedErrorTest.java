// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc8914;

import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.queryWithEdns;
import static io.binnacle.conformance.Wire.question;
import static io.binnacle.conformance.Wire.received;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.WireResponse;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Sections 2 (the option) and 3 (its use). */
class ExtendedErrorTest {
  private static final ExtendedError NOT_READY = new ExtendedError(14, "the watch is not in sync");

  private static WireResponse failure() {
    return WireResponse.of(CompiledResponse.EMPTY, Rcode.SERVFAIL, 0).withExtendedError(NOT_READY);
  }

  /** Section 2: OPTION-CODE 15, INFO-CODE, EXTRA-TEXT in UTF-8 without a NUL at its end. */
  @Test
  void theOptionHasCodeAndText() {
    Message response = received(queryWithEdns("example.org", Type.A), failure(), 512);

    ExtendedErrorCodeOption option =
        (ExtendedErrorCodeOption)
            response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).getFirst();
    assertThat(option.getErrorCode()).isEqualTo(14);
    assertThat(option.getText()).isEqualTo("the watch is not in sync");
  }

  /** Section 2: "This document does not specify a means to carry it without EDNS". */
  @Test
  void withoutEdnsThereIsNone() {
    assertThat(received(query("example.org", Type.A), failure(), 512).getOPT()).isNull();
  }

  /**
   * Section 3: "servers SHOULD truncate messages by dropping EDE options before dropping other data
   * from packets. Implementations SHOULD set the truncation bit when dropping EDE options."
   */
  @Test
  void theOptionIsDroppedBeforeAnyRecord() {
    ResponseBuilder builder = ResponseBuilder.of(question("example.org", Type.A));
    for (int i = 0; i < 29; i++) {
      builder.a(5, i);
    }
    WireResponse response = WireResponse.of(builder.build(), 0, 0).withExtendedError(NOT_READY);

    Message received = received(queryWithEdns("example.org", Type.A), response, 512);

    assertThat(received.getSection(Section.ANSWER)).hasSize(29);
    assertThat(received.getOPT().getOptions()).isEmpty();
    assertThat(received.getHeader().getFlag(Flags.TC)).isTrue();
  }
}
