// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/**
 * A word of a Corefile: quotes gone, environment variables replaced.
 *
 * <p><i>Immutable.</i>
 *
 * @param isQuoted whether it stands in quotes
 */
public record Token(String text, Position position, boolean isQuoted) {
  private static final int SHOWN = 60;

  /** A word without quotes. */
  public Token(String text, Position position) {
    this(text, position, false);
  }

  /**
   * Where character {@code index} of the text stands in the file, for words that hold a language of
   * their own. Behind an environment variable it is where the value would stand.
   */
  public Position at(int index) {
    int line = position.line();
    int column = position.column() + (isQuoted ? 1 : 0);
    for (int i = 0; i < index; i += Character.charCount(text.codePointAt(i))) {
      switch (text.charAt(i)) {
        case '\n' -> {
          line++;
          column = 1;
        }
        case '"' -> column += isQuoted ? 2 : 1; // in quotes it has a backslash before it
        default -> column++;
      }
    }
    return new Position(position.file(), line, column);
  }

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
