// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

/**
 * A word, a sign, a number or a string of an expression.
 *
 * <p><i>Immutable.</i>
 *
 * @param text as it is written; for strings what they stand for
 * @param index of its first character in the expression
 */
record Lexeme(Kind kind, String text, int index) {
  enum Kind {
    NAME,
    SIGN,
    NUMBER,
    STRING,
    END
  }

  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(word);
  }

  /** As messages show it. */
  @Override
  public String toString() {
    return kind == Kind.END ? "the end of the expression" : "'" + text + "'";
  }
}
