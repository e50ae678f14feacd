// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * File names with a {@code *} for any characters and a {@code ?} for any one, neither of them for a
 * slash. Names that begin with a dot match as others do.
 */
final class Glob {
  private static final Pattern WILDCARD = Pattern.compile("[*?]");

  private Glob() {}

  /** Whether there is a wildcard. */
  static boolean isPattern(String text) {
    return WILDCARD.matcher(text).find();
  }

  /** Whether there is more than one of a wildcard, or a pair of brackets. */
  static boolean isTooMuch(String text) {
    return text.indexOf('*') != text.lastIndexOf('*')
        || text.indexOf('?') != text.lastIndexOf('?')
        || (text.contains("[") && text.contains("]"));
  }

  /** The files that match, in the order of their names, folder by folder. */
  static List<Path> find(Path pattern) throws IOException {
    Path root = pattern.getRoot();
    List<Path> found = List.of(root == null ? Path.of("") : root);
    for (Path part : pattern) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        next.addAll(step(folder, part.toString()));
      }
      found = next;
    }
    return found;
  }

  private static List<Path> step(Path folder, String name) throws IOException {
    if (!isPattern(name)) {
      return Stream.of(folder.resolve(name)).filter(Files::exists).toList();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Pattern regex = Pattern.compile(regex(name), Pattern.DOTALL);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(file -> regex.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static String regex(String name) {
    return WILDCARD
        .matcher(Pattern.quote(name))
        .replaceAll(wildcard -> wildcard.group().equals("*") ? "\\\\E.*\\\\Q" : "\\\\E.\\\\Q");
  }
}
