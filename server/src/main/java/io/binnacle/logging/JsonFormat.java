// SPDX-License-Identifier: Apache-2.0
package io.binnacle.logging;

import java.util.Locale;

/**
 * Events as JSON objects, one a line, for collectors of logs: {@code time} (RFC 3339, UTC), {@code
 * level}, {@code source} (the plugin, where one speaks), {@code message}, and {@code stack} where
 * something was thrown.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-7">RFC 8259, section 7</a>
 */
final class JsonFormat {
  private JsonFormat() {}

  static String format(LogEvent event) {
    StringBuilder line = new StringBuilder(240).append('{');
    append("time", event.time().toString(), line);
    append("level", LineFormat.level(event.level()).toLowerCase(Locale.ROOT), line);
    String source = LineFormat.source(event.logger());
    if (!source.isEmpty()) {
      append("source", source, line);
    }
    append("message", event.message(), line);
    String stack = event.stack();
    if (stack != null) {
      append("stack", stack, line);
    }
    return line.append("}\n").toString();
  }

  private static void append(String key, String value, StringBuilder line) {
    if (line.length() > 1) {
      line.append(',');
    }
    appendQuoted(key, line);
    appendQuoted(value, line.append(':'));
  }

  private static void appendQuoted(String text, StringBuilder line) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            line.append("\\u%04x".formatted((int) c)); // lone surrogates have no UTF-8
          } else {
            line.append(c);
          }
        }
      }
    }
    line.append('"');
  }
}
