// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands logback's events to a {@link LineWriter}, as lines.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final OutputStream out;
  private @Nullable LineWriter writer;
  private volatile LogFormat format = LogFormat.TEXT;

  LineAppender(OutputStream out) {
    this.out = out;
  }

  void format(LogFormat newFormat) {
    format = newFormat;
  }

  /** How many lines were lost, since they could not be written. */
  long lost() {
    LineWriter current = writer;
    return current == null ? 0 : current.lost();
  }

  @Override
  public void start() {
    writer = LineWriter.start(out, lines -> format.lost(lines));
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    LineWriter current = writer;
    if (current != null) {
      current.write(format.line(event));
    }
  }

  @Override
  public void stop() {
    super.stop();
    LineWriter current = writer;
    if (current != null) {
      current.close();
    }
  }
}
