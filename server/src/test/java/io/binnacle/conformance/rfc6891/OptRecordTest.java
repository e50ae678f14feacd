// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc6891;

import static io.binnacle.conformance.Wire.bytes;
import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.queryWithEdns;
import static io.binnacle.conformance.Wire.received;
import static io.binnacle.conformance.Wire.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.Edns;
import io.binnacle.dns.QueryParser.Verdict;
import io.binnacle.plugin.WireResponse;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Sections 6 and 7: the OPT pseudo-RR. */
class OptRecordTest {
  private static final WireResponse EMPTY = WireResponse.of(CompiledResponse.EMPTY, 0, 0);
  private static final String OPT = "0029 04d0 00 00 0000 0000";

  private static Verdict queryWith(int count, String additional) {
    return verdict(bytes("0001 0100 0001 0000 0000 000" + count + "00 0001 0001" + additional));
  }

  /**
   * 6.1.1: "If an OPT record is present in a received request, compliant responders MUST include an
   * OPT record in their respective responses."
   */
  @Test
  void aQueryWithAnOptRecordGetsOneBack() {
    assertThat(received(queryWithEdns("example.org", Type.A), EMPTY, 512).getOPT()).isNotNull();
  }

  /**
   * 7: "Lack of presence of an OPT record in a request MUST be taken as an indication that the
   * requestor does not implement any part of this specification and that the responder MUST NOT
   * include an OPT record in its response."
   */
  @Test
  void aQueryWithoutAnOptRecordGetsNone() {
    assertThat(received(query("example.org", Type.A), EMPTY, 512).getOPT()).isNull();
  }

  /**
   * 6.1.1: "If a query message with more than one OPT RR is received, a FORMERR (RCODE=1) MUST be
   * returned."
   */
  @Test
  void twoOptRecordsAreAFormatError() {
    assertThat(queryWith(1, "00" + OPT)).isEqualTo(Verdict.ACCEPTED);
    assertThat(queryWith(2, "00" + OPT + "00" + OPT)).isEqualTo(Verdict.FORMERR);
  }

  /** 6.1.2: "NAME domain name MUST be 0 (root domain)". */
  @Test
  void onlyTheRootOwnsOptRecords() {
    assertThat(queryWith(1, "01 'a' 00" + OPT)).isEqualTo(Verdict.FORMERR);
  }

  /** 6.1.2: "Any OPTION-CODE values not understood by a responder or requestor MUST be ignored." */
  @Test
  void unknownOptionsAreIgnored() {
    Message query = query("example.org", Type.A);
    query.addRecord(
        new OPTRecord(1232, 0, 0, 0, new GenericEDNSOption(65000, new byte[] {1, 2, 3})),
        Section.ADDITIONAL);

    assertThat(verdict(query.toWire())).isEqualTo(Verdict.ACCEPTED);
    assertThat(received(query, EMPTY, 512).getOPT().getOptions()).isEmpty();
  }

  /** 6.1.3: "EXTENDED-RCODE forms the upper 8 bits of extended 12-bit RCODE". */
  @Test
  void responseCodesHaveTwelveBits() {
    WireResponse response = WireResponse.of(CompiledResponse.EMPTY, 0x7bc, 0);

    assertThat(received(queryWithEdns("example.org", Type.A), response, 512).getRcode())
        .isEqualTo(0x7bc);
  }

  /**
   * 6.1.3: "If a responder does not implement the VERSION level of the request, then it MUST
   * respond with RCODE=BADVERS."
   */
  @Test
  void otherVersionsAreBadvers() {
    assertThat(queryWith(1, "00 0029 04d0 00 01 0000 0000")).isEqualTo(Verdict.BADVERS);
    assertThat(queryWith(1, "00 0029 04d0 00 ff 0000 0000")).isEqualTo(Verdict.BADVERS);

    Message response =
        received(
            queryWithEdns("example.org", Type.A),
            WireResponse.of(CompiledResponse.EMPTY, Rcode.BADVERS, 0),
            512);
    assertThat(response.getRcode()).isEqualTo(Rcode.BADVERS);
    assertThat(response.getOPT().getVersion()).isZero();
  }

  /** 6.1.4: the DO bit is copied (RFC 3225, section 3); "Z Set to zero by senders". */
  @Test
  void doIsCopiedAndNoOtherFlag() {
    Message query = query("example.org", Type.A);
    query.addRecord(new OPTRecord(1232, 0, 0, 0xffff), Section.ADDITIONAL);

    assertThat(received(query, EMPTY, 512).getOPT().getFlags()).isEqualTo(Edns.DO);
  }

  /** 6.2.3: the size is the sender's own, no echo of the other's. */
  @Test
  void payloadSizeIsOurOwn() {
    Message query = query("example.org", Type.A);
    query.addRecord(new OPTRecord(65535, 0, 0), Section.ADDITIONAL);

    assertThat(received(query, EMPTY, 512).getOPT().getPayloadSize()).isEqualTo(1232);
  }
}
