// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A configuration: what the server shall serve, and how.
 *
 * <p><i>Immutable.</i>
 *
 * @param blocks at least one
 * @param warnings what is no error, but perhaps not meant
 * @param files the files that were read; if one changes, this is out of date
 */
public record Corefile(List<Block> blocks, List<Problem> warnings, Set<Path> files) {
  private static final String BUILT_IN =
      """
      . {
        whoami
        log
      }
      """;

  /** A configuration. */
  public Corefile {
    blocks = List.copyOf(blocks);
    warnings = List.copyOf(warnings);
    files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
  }

  /** The SHA-512 of what it says, in hexadecimal; comments, blanks and places do not count. */
  public String hash() {
    return CorefileHash.of(blocks);
  }

  /**
   * Reads a file, and the files that it imports.
   *
   * @param dnsPort the port of keys that name none
   */
  public static Corefile read(Path file, int dnsPort, Environment environment)
      throws CorefileException {
    try (InputStream in = Files.newInputStream(file)) {
      Corefile corefile = read(file.toString(), in, dnsPort, environment);
      Set<Path> files = new LinkedHashSet<>(Set.of(file));
      files.addAll(corefile.files);
      return new Corefile(corefile.blocks, corefile.warnings, files);
    } catch (IOException e) {
      throw new CorefileException(
          Position.of(file.toString()), "cannot be read: " + Source.reason(e));
    }
  }

  /**
   * Reads a stream, and the files that it imports.
   *
   * @param name what messages call it
   * @param dnsPort the port of keys that name none
   */
  public static Corefile read(String name, InputStream in, int dnsPort, Environment environment)
      throws CorefileException {
    try {
      return parse(name, Source.read(in), dnsPort, environment);
    } catch (IOException e) {
      throw new CorefileException(Position.of(name), "cannot be read: " + Source.reason(e));
    }
  }

  /**
   * Parses a text, and the files that it imports. A text without server blocks means the built-in
   * one.
   *
   * @param name what messages call it
   * @param dnsPort the port of keys that name none
   */
  public static Corefile parse(String name, String text, int dnsPort, Environment environment)
      throws CorefileException {
    Corefile corefile = new Parser(dnsPort, environment).parse(name, text);
    return corefile.blocks.isEmpty()
        ? new Corefile(builtIn(dnsPort).blocks, corefile.warnings, corefile.files)
        : corefile;
  }

  /** What is served where no Corefile is found: the root zone with {@code whoami}, logged. */
  public static Corefile builtIn(int dnsPort) {
    try {
      return parse("built-in", BUILT_IN, dnsPort, new Environment(_ -> null));
    } catch (CorefileException e) {
      throw new AssertionError(e);
    }
  }
}
