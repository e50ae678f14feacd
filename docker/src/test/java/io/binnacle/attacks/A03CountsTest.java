// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.QueryParser;
import io.binnacle.testing.Allocation;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/**
 * Counts and lengths that lie.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9267#section-5">RFC 9267, sections 5 and 6</a>
 */
class A03CountsTest {
  @RegisterExtension final Victim victim = new Victim();

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "2, 0, 0, 0",
    "65535, 0, 0, 0",
    "1, 1, 0, 0",
    "1, 65535, 0, 0",
    "1, 0, 1, 0",
    "1, 0, 65535, 0",
    "1, 0, 0, 1",
    "1, 0, 0, 65535",
    "65535, 65535, 65535, 65535"
  })
  void ofWhatIsNotThere(int questions, int answers, int authorities, int additionals)
      throws IOException {
    victim.assertResponds(
        Rcode.FORMERR,
        Raw.header(questions, answers, authorities, additionals)
            .name("www.example.org")
            .u16(Raw.A, Raw.IN));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "12, 11", "65535, 0", "65535, 4000"})
  void ofDataThatIsNotThere(int length, int present) throws IOException {
    victim.assertResponds(
        Rcode.FORMERR, Raw.query(0, 0, 1).record(Raw.A, Raw.IN, length).zeros(present));
    victim.assertResponds(Rcode.FORMERR, Raw.query(0, 0, 1).opt(length).zeros(present));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "5, 4", "65535, 0"})
  void ofAnOptionThatIsNotThere(int length, int present) throws IOException {
    victim.assertResponds(
        Rcode.FORMERR, Raw.query(0, 0, 1).opt(4 + present).u16(10, length).zeros(present));
  }

  @Test
  void countsReserveNoMemory() {
    QueryParser parser = new QueryParser();
    byte[] counts = Raw.header(1, 0, 0, 65_535).name("www.example.org").u16(1, 1).toBytes();
    byte[] length = Raw.query(0, 0, 1).opt(65_535).toBytes();

    assertThat(Allocation.bytesPerRun(() -> parser.parse(counts, counts.length))).isLessThan(256);
    assertThat(Allocation.bytesPerRun(() -> parser.parse(length, length.length))).isLessThan(256);
  }

  @Test
  void cutOffAnywhere() throws IOException {
    byte[] whole = Raw.query(0, 0, 1).opt(8).u16(65_001, 4).zeros(4).toBytes();
    for (int length = 12; length < whole.length; length++) {
      victim.assertResponds(Rcode.FORMERR, new Raw().append(whole, length));
    }
    victim.assertResponds(Rcode.NOERROR, new Raw().append(whole, whole.length));
  }
}
