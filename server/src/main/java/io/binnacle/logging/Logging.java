// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up: everything to standard output, our own words from INFO, those of libraries from
 * WARN. Found by logback, as a service, when the first logger is asked for.
 *
 * <p><i>Safe for use by many threads.</i>
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String OURS = "io.binnacle";

  /** There is one standard output; {@link System#out} would not tell of a full disk. */
  private static final LineAppender appender =
      new LineAppender(new FileOutputStream(FileDescriptor.out));

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    appender.setContext(context);
    appender.setName("stdout");
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Whether our own words below INFO are printed, too: the {@code debug} plugin. */
  public static void setDebug(boolean isDebug) {
    context().getLogger(OURS).setLevel(isDebug ? Level.DEBUG : Level.INFO);
  }

  /** From now on, lines have this form. */
  public static void setFormat(LogFormat format) {
    appender.format(format);
  }

  /** How many lines were dropped so far, since they could not be written. */
  public static long lostLines() {
    return appender.lost();
  }

  /** Prints what is still on its way, for a second at most, and ends. */
  public static void close() {
    context().stop();
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
