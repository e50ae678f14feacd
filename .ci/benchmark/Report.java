// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Lines of Markdown, shown as they come and then written to a file. */
final class Report {
  private final StringBuilder text = new StringBuilder();

  void line(String format, Object... arguments) {
    String line = String.format(Locale.ROOT, format, arguments);
    System.out.println(line);
    text.append(line).append('\n');
  }

  void write(Path file) throws IOException {
    Files.writeString(file, text);
  }
}
