// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import io.binnacle.logging.LogFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface Command {
  /**
   * Serve.
   *
   * @param conf the Corefile, {@code stdin}, or null for where it is usually found
   * @param port the port of zones whose key has none
   * @param pidFile where to leave the process id, or null
   * @param isQuiet whether to start without a word
   * @param logFormat how it logs
   */
  record Serve(
      @Nullable String conf, int port, @Nullable Path pidFile, boolean isQuiet, LogFormat logFormat)
      implements Command {}

  /**
   * Say what is wrong in these Corefiles.
   *
   * @param port the port of zones whose key has none
   */
  record Check(List<String> files, int port) implements Command {}

  /** Print the names of the plugins. */
  record ListPlugins() implements Command {}

  /** Print the version. */
  record ShowVersion() implements Command {}

  /** Print what the command line may say. */
  record ShowHelp() implements Command {}
}
