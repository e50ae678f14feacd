// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;

/** How events become lines. */
public enum LogFormat {
  /** As CoreDNS writes them: {@code [INFO] plugin/reload: text}. */
  TEXT,
  /** A JSON object each. */
  JSON;

  String line(ILoggingEvent event) {
    return switch (this) {
      case TEXT -> LineFormat.format(event);
      case JSON -> JsonFormat.format(event);
    };
  }

  /** The line that tells of lines that were lost. */
  String lost(long lines) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName("log");
    event.setLevel(Level.WARN);
    event.setTimeStamp(System.currentTimeMillis());
    event.setMessage(lines + " lines lost, since they could not be written");
    return line(event);
  }
}
