// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What is behind slf4j: everything to standard output, our own words from INFO, those of libraries
 * from WARN. Found by slf4j, as a service, when the first logger is asked for.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public final class Logging implements SLF4JServiceProvider {
  private static final String SLF4J_API = "2.0";

  private static volatile boolean isDebug;
  private static volatile LogFormat format = LogFormat.TEXT;

  /** There is one standard output; {@link System#out} would not tell of a full disk. */
  private static final LineWriter writer =
      LineWriter.start(new FileOutputStream(FileDescriptor.out), lines -> format.lost(lines));

  private static final List<Consumer<LogEvent>> listeners = new CopyOnWriteArrayList<>();

  /** Somebody who is told of all that is logged. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();

  static void log(LogEvent event) {
    writer.write(format.line(event));
    for (Consumer<LogEvent> listener : listeners) {
      listener.accept(event);
    }
  }

  /** Whether our own words below INFO are printed, too: the {@code debug} plugin. */
  public static void setDebug(boolean debug) {
    isDebug = debug;
  }

  static boolean isDebug() {
    return isDebug;
  }

  /** From now on, lines have this form. */
  public static void setFormat(LogFormat newFormat) {
    format = newFormat;
  }

  /** How many lines were dropped so far, since they could not be written. */
  public static long lostLines() {
    return writer.lost();
  }

  /** Tells somebody of all that is logged, too, until what is returned is closed. */
  public static Listening listen(Consumer<LogEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Prints what is still on its way, for a second at most, and ends. */
  public static void close() {
    writer.close();
  }

  @Override
  public void initialize() {}

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, LineLogger::new);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return new BasicMarkerFactory();
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return new NOPMDCAdapter();
  }

  @Override
  public String getRequestedApiVersion() {
    return SLF4J_API;
  }
}
