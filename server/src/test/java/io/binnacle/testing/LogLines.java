// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import io.binnacle.logging.Logging;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a logger is told in the course of a test: a field with {@code @RegisterExtension}. */
public final class LogLines implements BeforeEachCallback, AfterEachCallback {
  private final String logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Logging.@Nullable Listening listening;

  private LogLines(String logger) {
    this.logger = logger;
  }

  /** The lines of the plugin <i>log</i>. */
  public static LogLines ofQueries() {
    return new LogLines("io.binnacle.queries");
  }

  /** The lines of one type. */
  public static LogLines of(Class<?> type) {
    return new LogLines(type.getName());
  }

  /** The lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    listening =
        Logging.listen(
            event -> {
              if (event.logger().equals(logger)) {
                lines.add(event.message());
              }
            });
  }

  @Override
  public void afterEach(ExtensionContext test) {
    if (listening != null) {
      listening.close();
    }
  }
}
