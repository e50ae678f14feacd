// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the process id while the server runs. Without one the server runs as well, so
 * what goes wrong is only logged.
 *
 * <p><i>Immutable.</i>
 */
final class PidFile implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(PidFile.class);

  private final @Nullable Path path;

  private PidFile(@Nullable Path path) {
    this.path = path;
  }

  /** Writes the file, if there is to be one. */
  static PidFile write(@Nullable Path path) {
    if (path == null) {
      return new PidFile(null);
    }
    try {
      Files.writeString(path, ProcessHandle.current().pid() + "\n");
      return new PidFile(path);
    } catch (IOException e) {
      logger.error("could not write the pid file: {}", e.toString());
      return new PidFile(null);
    }
  }

  /** Removes the file. */
  @Override
  public void close() {
    try {
      if (path != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      logger.error("could not remove the pid file: {}", e.toString());
    }
  }
}
