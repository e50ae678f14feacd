// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/**
 * A word of a Corefile: quotes gone, environment variables replaced.
 *
 * <p><i>Immutable.</i>
 */
public record Token(String text, Position position) {
  private static final int SHOWN = 60;

  /** The word as messages show it: in single quotes, on one line, cut when it is very long. */
  @Override
  public String toString() {
    return quote(text);
  }

  /** Any text as messages show it. */
  static String quote(String text) {
    return "'" + printable(text) + "'";
  }

  /** The same without quotes. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(SHOWN)
        .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
        .forEach(shown::appendCodePoint);
    if (text.codePointCount(0, text.length()) > SHOWN) {
      shown.append('…');
    }
    return shown.toString();
  }
}
