// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The text of a hosts file, line by line. */
final class HostsFile {
  private HostsFile() {}

  /**
   * Reads a file.
   *
   * @param lines takes the lines that are understood
   * @return the numbers, from 1, of those that are not
   */
  static List<Integer> read(Path file, Consumer<HostLine> lines) throws IOException {
    try (Stream<String> text = Files.lines(file, ISO_8859_1)) { // a character for every byte
      return parse(text, lines);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static List<Integer> parse(Stream<String> text, Consumer<HostLine> lines) {
    List<Integer> strange = new ArrayList<>();
    int number = 0;
    for (Iterator<String> each = text.iterator(); each.hasNext(); ) {
      String whole = each.next();
      number++;
      int comment = whole.indexOf('#');
      String line = comment < 0 ? whole : whole.substring(0, comment);
      if (!line.isBlank()) {
        Optional<HostLine> parsed = HostLine.parse(line);
        parsed.ifPresent(lines);
        if (parsed.isEmpty()) {
          strange.add(number);
        }
      }
    }
    return strange;
  }
}
