// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import io.binnacle.corefile.GoString;
import io.binnacle.plugins.template.language.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into text and the words of its actions. Comments and trimmed white space are
 * gone.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Lexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final String SPACE = " \t\r\n";
  private static final String SIGNS = "|(),=";

  private final String text;
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int index;

  private Lexer(String text) {
    this.text = text;
  }

  /** The lexemes, of which the last is the end. */
  static List<Lexeme> lex(String text) throws TemplateException {
    Lexer lexer = new Lexer(text);
    boolean isTrimmed = false;
    while (lexer.index < text.length()) {
      isTrimmed = lexer.textAndAction(isTrimmed);
    }
    lexer.lexemes.add(new Lexeme(Kind.END, "", text.length(), true));
    return List.copyOf(lexer.lexemes);
  }

  /**
   * Text, and the action behind it if there is one.
   *
   * @param isTrimmed whether the text's first white space is not wanted
   * @return whether that of the next text is not
   */
  private boolean textAndAction(boolean isTrimmed) throws TemplateException {
    int start = index;
    int found = text.indexOf(OPEN, start);
    int open = found < 0 ? text.length() : found;
    boolean trims = text.startsWith("-", open + 2) && isSpace(open + 3);
    int from = start;
    int to = open;
    while (isTrimmed && from < to && isSpace(from)) {
      from++;
    }
    while (trims && to > from && isSpace(to - 1)) {
      to--;
    }
    if (from < to) {
      lexemes.add(new Lexeme(Kind.TEXT, text.substring(from, to), from, true));
    }
    index = open;
    if (open == text.length()) {
      return false;
    }
    index += OPEN.length() + (trims ? 2 : 0);
    return text.startsWith("/*", index) ? comment(open) : action(open);
  }

  private boolean comment(int open) throws TemplateException {
    int end = text.indexOf("*/", index + 2);
    if (end < 0) {
      throw new TemplateException(open, "this comment is never closed");
    }
    index = end + 2;
    if (text.startsWith(CLOSE, index)) {
      index += CLOSE.length();
      return false;
    }
    if (isSpace(index) && text.startsWith("-" + CLOSE, index + 1)) {
      index += 2 + CLOSE.length();
      return true;
    }
    throw new TemplateException(index, "expected '}}' right behind the comment");
  }

  /** The words of an action; whether it takes away the white space behind it. */
  private boolean action(int open) throws TemplateException {
    lexemes.add(new Lexeme(Kind.OPEN, OPEN, open, true));
    boolean isApart = true;
    while (index < text.length()) {
      if (isSpace(index)) {
        index++;
        isApart = true;
      } else if (text.startsWith(CLOSE, index)) {
        close(CLOSE.length());
        return false;
      } else if (isApart && text.startsWith("-" + CLOSE, index)) {
        close(1 + CLOSE.length());
        return true;
      } else {
        lexemes.add(word(isApart));
        isApart = false;
      }
    }
    throw new TemplateException(open, "this action is never closed by '}}'");
  }

  private void close(int length) {
    lexemes.add(new Lexeme(Kind.CLOSE, CLOSE, index, true));
    index += length;
  }

  private Lexeme word(boolean isApart) throws TemplateException {
    int start = index;
    char first = text.charAt(start);
    if (first == '"' || first == '`' || first == '\'') {
      return quoted(first, isApart);
    }
    if (isDigit(start + (first == '-' || first == '+' || first == '.' ? 1 : 0))) {
      return number(isApart);
    }
    if (first == '.' || first == '$' || isNamePart(start)) {
      do {
        index++;
      } while (isNamePart(index));
      Kind kind = first == '.' ? Kind.FIELD : first == '$' ? Kind.VARIABLE : Kind.NAME;
      return new Lexeme(kind, text.substring(start, index), start, isApart);
    }
    if (text.startsWith(":=", start)) {
      index += 2;
      return new Lexeme(Kind.SIGN, ":=", start, isApart);
    }
    if (SIGNS.indexOf(first) < 0) {
      String found = Character.toString(text.codePointAt(start));
      throw new TemplateException(start, "unexpected '" + found + "' in an action");
    }
    index++;
    return new Lexeme(Kind.SIGN, Character.toString(first), start, isApart);
  }

  private Lexeme quoted(char quote, boolean isApart) throws TemplateException {
    int start = index;
    int end = start + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' && quote != '`' ? 2 : 1;
    }
    if (end >= text.length() || (quote != '`' && text.substring(start, end).contains("\n"))) {
      throw new TemplateException(start, "this quote is never closed");
    }
    index = end + 1;
    String between = text.substring(start + 1, end);
    if (quote == '`') {
      return new Lexeme(Kind.STRING, between, start, isApart);
    }
    try {
      String meaning = GoString.unescape(between);
      if (quote == '\'' && meaning.codePointCount(0, meaning.length()) != 1) {
        throw new TemplateException(start, "expected one character in single quotes");
      }
      return new Lexeme(quote == '"' ? Kind.STRING : Kind.CHARACTER, meaning, start, isApart);
    } catch (IllegalArgumentException _) {
      throw new TemplateException(start, "expected a string, found an unknown escape in it");
    }
  }

  /** A run of letters, digits, dots and signs of exponents; what it means is the parser's. */
  private Lexeme number(boolean isApart) {
    int start = index;
    index++;
    while (isNamePart(index) || isDotOrSign(start)) {
      index++;
    }
    return new Lexeme(Kind.NUMBER, text.substring(start, index), start, isApart);
  }

  private boolean isDotOrSign(int start) {
    char next = index < text.length() ? text.charAt(index) : ' ';
    boolean isExponent = Character.toLowerCase(text.charAt(index - 1)) == 'e';
    boolean isHex = text.substring(start, index).matches("[-+]?0[xX].*");
    return next == '.' || ((next == '-' || next == '+') && isExponent && !isHex);
  }

  private boolean isSpace(int at) {
    return at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0;
  }

  private boolean isDigit(int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private boolean isNamePart(int at) {
    return at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
  }
}
