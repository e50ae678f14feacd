// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A logger: of ours from INFO, of libraries' from WARN.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;
  private static final String OURS = "io.binnacle";

  private final boolean isOurs;

  LineLogger(String name) {
    this.name = name;
    this.isOurs = name.startsWith(OURS);
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return isOurs && Logging.isDebug();
  }

  @Override
  public boolean isInfoEnabled() {
    return isOurs;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    Instant time = Instant.ofEpochMilli(System.currentTimeMillis());
    Logging.log(new LogEvent(time, name, level, String.valueOf(message), thrown));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null; // nobody asks where a line comes from
  }
}
