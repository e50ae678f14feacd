// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import io.binnacle.corefile.GoString;
import io.binnacle.plugins.expression.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an expression into lexemes.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Lexer {
  /** Signs of two characters; all others have one. */
  private static final List<String> PAIRS =
      List.of("==", "!=", "<=", ">=", "&&", "||", "**", "..", "??", "?.");

  private static final String SIGNS = "+-*/%^<>=!&|?:.,;#()[]{}$";

  private final String text;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int index;

  private Lexer(String text) {
    this.text = text;
  }

  /** The lexemes, of which the last is the end. */
  static List<Lexeme> lex(String text) throws ExpressionException {
    Lexer lexer = new Lexer(text);
    while (lexer.skipSpace()) {
      lexer.lexemes.add(lexer.lexeme());
    }
    lexer.lexemes.add(new Lexeme(Kind.END, "", text.length()));
    return List.copyOf(lexer.lexemes);
  }

  /** Skips white space and comments; whether anything is left. */
  private boolean skipSpace() throws ExpressionException {
    while (index < text.length()) {
      if (Character.isWhitespace(text.charAt(index))) {
        index++;
      } else if (text.startsWith("//", index)) {
        int end = text.indexOf('\n', index);
        index = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", index)) {
        int end = text.indexOf("*/", index + 2);
        if (end < 0) {
          throw new ExpressionException(index, "this comment is never closed");
        }
        index = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private Lexeme lexeme() throws ExpressionException {
    int start = index;
    char first = text.charAt(start);
    if (first == '"' || first == '\'' || first == '`') {
      return string(first);
    }
    if (isDigit(first)
        || (first == '.' && start + 1 < text.length() && isDigit(text.charAt(start + 1)))) {
      return number();
    }
    if (isNameStart(first)) {
      while (index < text.length() && isNamePart(text.charAt(index))) {
        index++;
      }
      return new Lexeme(Kind.NAME, text.substring(start, index), start);
    }
    for (String pair : PAIRS) {
      if (text.startsWith(pair, start)) {
        index += pair.length();
        return new Lexeme(Kind.SIGN, pair, start);
      }
    }
    if (SIGNS.indexOf(first) < 0) {
      String found = Character.toString(text.codePointAt(start));
      throw new ExpressionException(start, "expected an expression, found '" + found + "'");
    }
    index++;
    return new Lexeme(Kind.SIGN, Character.toString(first), start);
  }

  private Lexeme string(char quote) throws ExpressionException {
    int start = index;
    int end = start + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw new ExpressionException(start, "this quote is never closed");
    }
    index = end + 1;
    String between = text.substring(start + 1, end);
    try {
      return new Lexeme(Kind.STRING, quote == '`' ? between : GoString.unescape(between), start);
    } catch (IllegalArgumentException _) {
      throw new ExpressionException(start, "expected a string, found an unknown escape in it");
    }
  }

  /** A run of letters, digits, dots and signs of exponents; what it means is the parser's. */
  private Lexeme number() {
    int start = index;
    boolean isHex = text.startsWith("0x", start) || text.startsWith("0X", start);
    while (index < text.length() && isNumberPart(isHex)) {
      index++;
    }
    return new Lexeme(Kind.NUMBER, text.substring(start, index), start);
  }

  private boolean isNumberPart(boolean isHex) {
    char next = text.charAt(index);
    char before = text.charAt(Math.max(0, index - 1));
    return isNamePart(next)
        || (next == '.' && !text.startsWith("..", index))
        || ((next == '-' || next == '+') && (before == 'e' || before == 'E') && !isHex);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }
}
