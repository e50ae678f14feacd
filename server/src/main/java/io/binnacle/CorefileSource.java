// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Environment;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Corefiles come from.
 *
 * <p><i>Used at set-up only.</i>
 *
 * @param directory that relative paths start from
 * @param input standard input, or null if a person types there; asked when it is wanted
 * @param environment for the variables in Corefiles
 */
record CorefileSource(
    Path directory, Supplier<@Nullable InputStream> input, Environment environment) {
  /** The file that is read where none is named. */
  static final String USUAL = "Corefile";

  private static final String STDIN = "stdin";

  /**
   * The Corefile.
   *
   * @param conf a path, {@code stdin}, or null for {@code ./Corefile} or else the built-in one
   * @param port the port of zones whose key has none
   */
  Corefile read(@Nullable String conf, int port) throws CorefileException {
    if (STDIN.equals(conf)) {
      InputStream piped = input.get();
      if (piped != null) {
        return Corefile.read(STDIN, piped, port, environment);
      }
    } else if (conf != null) {
      return Corefile.read(directory.resolve(conf), port, environment);
    }
    Path usual = directory.resolve(USUAL);
    return Files.exists(usual) ? Corefile.read(usual, port, environment) : Corefile.builtIn(port);
  }
}
