// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What a logger was told.
 *
 * <p><i>Immutable.</i>
 *
 * @param logger its name
 */
public record LogEvent(
    Instant time, String logger, Level level, String message, @Nullable Throwable thrown) {
  /** The stack trace of what was thrown, or null. */
  @Nullable String stack() {
    if (thrown == null) {
      return null;
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().strip();
  }
}
