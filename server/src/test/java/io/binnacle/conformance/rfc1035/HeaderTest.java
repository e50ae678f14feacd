// SPDX-License-Identifier: Apache-2.0
package io.binnacle.conformance.rfc1035;

import static io.binnacle.conformance.Wire.query;
import static io.binnacle.conformance.Wire.received;
import static io.binnacle.conformance.Wire.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.dns.QueryParser.Verdict;
import io.binnacle.plugin.WireResponse;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Type;

/** Section 4.1.1, header section format. */
class HeaderTest {
  private static final WireResponse EMPTY = WireResponse.of(CompiledResponse.EMPTY, 0, 0);

  /** "This identifier is copied the corresponding reply". */
  @Test
  void idIsCopied() {
    Message query = query("example.org", Type.A);

    for (int id : new int[] {0, 1, 0x7fff, 0x8000, 0xffff}) {
      query.getHeader().setID(id);
      assertThat(received(query, EMPTY, 512).getHeader().getID()).isEqualTo(id);
    }
  }

  /** "whether this message is a query (0), or a response (1)". */
  @Test
  void qrTellsResponsesFromQueries() {
    Message query = query("example.org", Type.A);

    assertThat(received(query, EMPTY, 512).getHeader().getFlag(Flags.QR)).isTrue();

    query.getHeader().setFlag(Flags.QR);
    assertThat(verdict(query.toWire())).isEqualTo(Verdict.IGNORED);
  }

  /** "The values are: 0 a standard query (QUERY)"; the others are not implemented. */
  @Test
  void opcodesOtherThanQueryAreNotImplemented() {
    Message query = query("example.org", Type.A);

    for (int opcode : new int[] {Opcode.IQUERY, Opcode.STATUS, 3, Opcode.NOTIFY, Opcode.UPDATE}) {
      query.getHeader().setOpcode(opcode);
      assertThat(verdict(query.toWire())).isEqualTo(Verdict.NOTIMP);
    }
  }

  /** "Recursion Desired - this bit may be set in a query and is copied into the response." */
  @Test
  void rdIsCopied() {
    Message query = query("example.org", Type.A);
    assertThat(received(query, EMPTY, 512).getHeader().getFlag(Flags.RD)).isTrue();

    query.getHeader().unsetFlag(Flags.RD);
    assertThat(received(query, EMPTY, 512).getHeader().getFlag(Flags.RD)).isFalse();
  }

  /** "Z Reserved for future use. Must be zero in all queries and responses." */
  @Test
  void reservedBitIsZeroInResponses() {
    Message query = query("example.org", Type.A);
    query.getHeader().setFlag(9);
    WireResponse response = WireResponse.of(CompiledResponse.EMPTY, 0, 0xffff);

    assertThat(received(query, response, 512).getHeader().getFlag(9)).isFalse();
  }
}
