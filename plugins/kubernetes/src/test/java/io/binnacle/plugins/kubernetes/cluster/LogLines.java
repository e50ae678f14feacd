// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import io.binnacle.logging.LogEvent;
import io.binnacle.logging.Logging;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.event.Level;

/** What a class tells the operator while this is open. */
public final class LogLines implements AutoCloseable {
  private final String logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logging.Listening listening;

  private LogLines(String logger) {
    this.logger = logger;
    this.listening = Logging.listen(this::add);
  }

  /** Collects the lines of this class. */
  public static LogLines of(Class<?> type) {
    return new LogLines(type.getName());
  }

  private void add(LogEvent event) {
    if (event.logger().equals(logger) && event.level().compareTo(Level.WARN) <= 0) {
      lines.add(event.message());
    }
  }

  /** The warnings and errors so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    listening.close();
  }
}
