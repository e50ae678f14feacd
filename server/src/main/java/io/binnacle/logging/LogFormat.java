// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import java.time.Instant;
import org.slf4j.event.Level;

/** How events become lines. */
public enum LogFormat {
  /** As CoreDNS writes them: {@code [INFO] plugin/reload: text}. */
  TEXT,
  /** A JSON object each. */
  JSON;

  String line(LogEvent event) {
    return switch (this) {
      case TEXT -> LineFormat.format(event);
      case JSON -> JsonFormat.format(event);
    };
  }

  /** The line that tells of lines that were lost. */
  String lost(long lines) {
    String message = lines + " lines lost, since they could not be written";
    return line(new LogEvent(Instant.now(), "log", Level.WARN, message, null));
  }
}
