// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchListTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search a.example b.example  | [a.example., b.example.]",
        "' search\tA.example.  '      | [a.example.]",
        "search a.example A.example  | [a.example.]",
        "search . a.example          | [a.example.]",
        "search a..b a.example       | [a.example.]",
        "domain a.example            | [a.example.]",
        "search                      | []",
        "#search a.example           | []",
        "nameserver 192.0.2.1        | []",
        "''                          | []",
      })
  void readsALine(String line, String expected) {
    String text = line.replace("\\t", "\t");

    assertThat(SearchList.parse("nameserver 192.0.2.1\n" + text)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"search a.example, domain b.example", "domain a.example, search b.example"})
  void theLastLineCounts(String first, String last) {
    assertThat(SearchList.parse(first + "\n" + last + "\noptions ndots:5\n"))
        .hasToString("[b.example.]");
  }
}
