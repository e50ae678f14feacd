// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many files and sockets this process may have open.
 *
 * <p><i>Used at set-up only.</i>
 */
final class OpenFiles {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String NAME = "Max open files";

  /** What is common where nothing is said. */
  private static final int USUAL = 1024;

  private OpenFiles() {}

  static int limit() {
    try {
      return Files.readAllLines(LIMITS).stream()
          .filter(line -> line.startsWith(NAME))
          .mapToInt(line -> parse(line.substring(NAME.length()).strip()))
          .findFirst()
          .orElse(USUAL);
    } catch (IOException e) {
      return USUAL; // another system
    }
  }

  private static int parse(String softAndHard) {
    String soft = softAndHard.substring(0, softAndHard.indexOf(' '));
    return soft.equals("unlimited")
        ? Integer.MAX_VALUE
        : (int) Math.min(Long.parseLong(soft), Integer.MAX_VALUE);
  }
}
