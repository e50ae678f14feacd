// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.diff.Departures.Departure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeparturesTest {
  static Stream<Departure> all() {
    return Stream.concat(Stream.of(Departures.LETTERS), Departures.ALL.stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void standsInReadme(Departure departure) throws IOException {
    String readme = Files.readString(Path.of("..").resolve(departure.readme()));

    assertThat(readme.substring(readme.indexOf("## Departures from CoreDNS")))
        .contains("\n| " + departure.row());
  }
}
