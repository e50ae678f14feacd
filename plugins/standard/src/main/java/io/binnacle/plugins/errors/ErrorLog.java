// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Where errors are written. */
@FunctionalInterface
interface ErrorLog {
  /**
   * Writes a line.
   *
   * @param thrown what is to be written with its stack, or null
   */
  void write(Level level, String line, @Nullable Throwable thrown);
}
