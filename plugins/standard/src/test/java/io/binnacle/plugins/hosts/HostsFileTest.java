// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.Queries;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsFileTest {
  private static HostLine line(String address, String... names) {
    return new HostLine(
        InetAddress.ofLiteral(address), List.of(names).stream().map(Queries::name).toList());
  }

  private static List<HostLine> parse(String text) {
    List<HostLine> lines = new ArrayList<>();
    assertThat(HostsFile.parse(text.lines(), lines::add)).isEmpty();
    return lines;
  }

  @Test
  void readsAddressesAndTheirNames() {
    assertThat(
            parse(
                """
                # a comment
                192.0.2.1 a.example.org A.example.net.   # another

                \t2001:db8::1\tb
                """))
        .containsExactly(
            line("192.0.2.1", "a.example.org", "a.example.net"), line("2001:db8::1", "b"));
  }

  @Test
  void cutsScopesAndTakesMappedAddressesForWhatTheyAre() {
    assertThat(parse("fe80::1%lo0 localhost\n::ffff:192.0.2.1 a"))
        .containsExactly(line("fe80::1", "localhost"), line("192.0.2.1", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "192.0.2.256 a",
        "a 192.0.2.1",
        "1 a",
        "[2001:db8::1] a",
        "192.0.2.1 a..b",
        "192.0.2.1 a-label-that-is-longer-than-sixty-three-octets-which-is-the-most-there-is.org"
      })
  void leavesOutWhatItDoesNotUnderstand(String strange) {
    List<HostLine> lines = new ArrayList<>();
    Stream<String> text = Stream.of("192.0.2.1 a", strange, "192.0.2.2 b");

    assertThat(HostsFile.parse(text, lines::add)).containsExactly(2);
    assertThat(lines).containsExactly(line("192.0.2.1", "a"), line("192.0.2.2", "b"));
  }
}
