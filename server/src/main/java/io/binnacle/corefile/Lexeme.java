// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

/**
 * What the lexer finds: a word or a brace.
 *
 * <p><i>Immutable.</i>
 *
 * @param text without quotes; environment variables are still references
 * @param isQuoted whether it is a word in quotes
 * @param end just behind it, for a quoted word on a later line perhaps
 */
record Lexeme(Kind kind, String text, boolean isQuoted, Position position, Position end) {
  enum Kind {
    WORD,
    OPEN,
    CLOSE
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  @Override
  public String toString() {
    return Token.quote(text);
  }
}
