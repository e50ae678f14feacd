// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a hosts file holds.
 *
 * <p><i>Immutable.</i>
 *
 * @param lines those that are understood
 * @param strange the numbers, from 1, of the lines that are not; they are left out
 */
record HostsFile(List<HostLine> lines, List<Integer> strange) {
  HostsFile {
    lines = List.copyOf(lines);
    strange = List.copyOf(strange);
  }

  static HostsFile read(Path file) throws IOException {
    return parse(Files.readAllLines(file, ISO_8859_1)); // which has a character for every byte
  }

  static HostsFile parse(List<String> text) {
    List<HostLine> lines = new ArrayList<>();
    List<Integer> strange = new ArrayList<>();
    int number = 0;
    for (String whole : text) {
      number++;
      int comment = whole.indexOf('#');
      String line = comment < 0 ? whole : whole.substring(0, comment);
      if (!line.isBlank()) {
        Optional<HostLine> parsed = HostLine.parse(line);
        parsed.ifPresent(lines::add);
        if (parsed.isEmpty()) {
          strange.add(number);
        }
      }
    }
    return new HostsFile(lines, strange);
  }
}
