// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text of limited size. */
final class Source {
  private Source() {}

  /** The text of a file that is a file indeed, no folder, pipe or device. */
  static String read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** All the text. Each byte that is not UTF-8 becomes a character that the lexer refuses. */
  static String read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Limits.FILE + 1);
    if (bytes.length > Limits.FILE) {
      throw new IOException("larger than " + Limits.FILE + " bytes");
    }
    return new String(bytes, UTF_8);
  }

  /** Why something cannot be read, in words. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
