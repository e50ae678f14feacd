// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import io.binnacle.corefile.Lexeme.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into words and braces.
 *
 * <p>Words end at white space or at a comment. A word that begins with a double quote ends with the
 * next one, and may hold white space, {@code #} and line feeds; in it a backslash takes the meaning
 * from a quote, and from nothing else. Braces are words of their own, without quotes.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Lexer {
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int NOT_UTF_8 = 0xfffd;

  private final String file;
  private final String text;
  private final Problems problems;
  private final List<Lexeme> lexemes = new ArrayList<>();

  private int index;
  private int line = 1;
  private int column = 1;

  private Lexer(String file, String text, Problems problems) {
    this.file = file;
    this.text = text;
    this.problems = problems;
  }

  /** The words and braces of a file. Problems are noted, but for what is no text or too much. */
  static List<Lexeme> lex(String file, String text, Problems problems) {
    Lexer lexer = new Lexer(file, text, problems);
    lexer.lex();
    return List.copyOf(lexer.lexemes);
  }

  private void lex() {
    if (!atEnd() && peek() == BYTE_ORDER_MARK) {
      index++;
    }
    while (!atEnd()) {
      int next = peek();
      if (next == '#') {
        skipLine();
      } else if (isSpace(next) || next == '\r') {
        advance();
      } else if (next == '"') {
        quoted();
      } else {
        word();
      }
    }
  }

  private void word() {
    Position start = position();
    Position end = start;
    StringBuilder word = new StringBuilder();
    while (!atEnd() && peek() != '#' && !isSpace(peek())) {
      int next = take();
      if (next != '\r') {
        word.appendCodePoint(next);
        end = position();
      }
    }
    String found = word.toString();
    Kind kind =
        switch (found) {
          case "{" -> Kind.OPEN;
          case "}" -> Kind.CLOSE;
          default -> Kind.WORD;
        };
    add(new Lexeme(kind, found, false, start, end));
  }

  private void quoted() {
    Position start = position();
    int startIndex = index;
    StringBuilder word = new StringBuilder();
    advance();
    while (!atEnd() && peek() != '"') {
      int next = take();
      if (next == '\\' && !atEnd()) {
        next = take();
        if (next != '"') {
          word.append('\\');
        }
      }
      word.appendCodePoint(next);
    }
    if (atEnd()) {
      problems.add(start, "this quote is never closed");
      index = startIndex;
      line = start.line();
      skipLine();
      return;
    }
    advance();
    add(new Lexeme(Kind.WORD, word.toString(), true, start, position()));
    if (!atEnd() && !isSpace(peek()) && peek() != '\r' && peek() != '#') {
      String found = Token.quote(Character.toString(peek()));
      problems.add(position(), "expected white space after the closing quote, found " + found);
    }
  }

  private void add(Lexeme lexeme) {
    lexemes.add(lexeme);
    Limits.checkWords(lexemes.size(), lexeme.position());
  }

  private int take() {
    int next = peek();
    if (next == 0 || next == NOT_UTF_8) {
      String found = next == 0 ? "a NUL character" : "what is not UTF-8";
      throw new Stop(position(), "expected text, found " + found);
    }
    advance();
    return next;
  }

  private void skipLine() {
    int end = text.indexOf('\n', index);
    index = end < 0 ? text.length() : end;
  }

  private void advance() {
    int next = peek();
    index += Character.charCount(next);
    if (next == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
  }

  private boolean atEnd() {
    return index == text.length();
  }

  private int peek() {
    return text.codePointAt(index);
  }

  private Position position() {
    return new Position(file, line, column);
  }

  /** White space as Unicode has it, but for carriage returns, which mean nothing. */
  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\f') || c == 0x85;
  }
}
