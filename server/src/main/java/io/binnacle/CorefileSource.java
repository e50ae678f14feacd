// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.CorefileReader;
import io.binnacle.corefile.Environment;
import io.binnacle.corefile.Problem;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
   * Where the Corefile comes from: each time from the same file. What came by standard input, and
   * what is built in, stays as it is.
   *
   * @param conf a path, {@code stdin}, or null for {@code ./Corefile} or else the built-in one
   * @param port the port of zones whose key has none
   */
  CorefileReader reader(@Nullable String conf, int port) throws CorefileException {
    if (STDIN.equals(conf)) {
      InputStream piped = input.get();
      if (piped != null) {
        Corefile once = Corefile.read(STDIN, piped, port, environment);
        return () -> withAllWarnings(once);
      }
    } else if (conf != null) {
      return reader(directory.resolve(conf), port);
    }
    Path usual = directory.resolve(USUAL);
    return Files.exists(usual) ? reader(usual, port) : () -> Corefile.builtIn(port);
  }

  private CorefileReader reader(Path file, int port) {
    return () -> withAllWarnings(Corefile.read(file, port, environment));
  }

  private static Corefile withAllWarnings(Corefile corefile) {
    List<Problem> warnings = new ArrayList<>(corefile.warnings());
    warnings.addAll(PreferredSyntax.warnings(corefile));
    return new Corefile(corefile.blocks(), warnings, corefile.files());
  }
}
