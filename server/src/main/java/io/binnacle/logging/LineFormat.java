// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import org.slf4j.event.Level;

/**
 * Events as lines: {@code [LEVEL] plugin/NAME: text}, where the plugin's name is that of the
 * package that its logger is named after. Loggers of the server itself have no such prefix, those
 * of libraries that of their class.
 *
 * <p>A control character in a text, be it a line feed, is written as a backslash and its decimal
 * value: nobody who is quoted in a log forges a line of it, or speaks to the terminal.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class LineFormat {
  private static final String OURS = "io.binnacle.";
  private static final String PLUGINS = OURS + "plugins.";

  private LineFormat() {}

  static String format(LogEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append('[').append(level(event.level())).append("] ");
    String source = source(event.logger());
    if (!source.isEmpty()) {
      line.append(source).append(": ");
    }
    appendEscaped(line, event.message(), "\\010");
    String stack = event.stack();
    if (stack != null) {
      // A tab begins each further line, so that none looks like an event.
      appendEscaped(line.append("\n\t"), stack, "\n\t");
    }
    return line.append('\n').toString();
  }

  static String level(Level level) {
    return level == Level.WARN ? "WARNING" : level.name();
  }

  /** Who speaks: a plugin, or a library by its class; empty for the server itself. */
  static String source(String logger) {
    if (logger.startsWith(PLUGINS)) {
      int end = logger.indexOf('.', PLUGINS.length());
      return "plugin/" + logger.substring(PLUGINS.length(), end < 0 ? logger.length() : end);
    }
    return logger.startsWith(OURS) ? "" : logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static void appendEscaped(StringBuilder line, String text, String lineFeed) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line.append(lineFeed);
      } else if (Character.isISOControl(c) && c != '\t') {
        line.append('\\').append((char) ('0' + c / 100));
        line.append((char) ('0' + c / 10 % 10)).append((char) ('0' + c % 10));
      } else {
        line.append(c);
      }
    }
  }
}
