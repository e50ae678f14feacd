// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.List;

/**
 * A place in a row of words and braces.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Cursor {
  private final List<Lexeme> lexemes;
  private int next;

  Cursor(List<Lexeme> lexemes) {
    this.lexemes = lexemes;
  }

  boolean hasNext() {
    return next < lexemes.size();
  }

  Lexeme peek() {
    return lexemes.get(next);
  }

  Lexeme next() {
    return lexemes.get(next++);
  }

  /** Whether the next is of this kind, on whatever line. */
  boolean isNext(Lexeme.Kind kind) {
    return hasNext() && peek().kind() == kind;
  }

  /** Whether the next stands on the line where the last one ended. */
  boolean isNextOnLine() {
    return hasNext() && next > 0 && peek().position().line() == lexemes.get(next - 1).end().line();
  }

  /** All up to the brace that closes the one just read, or to the end. */
  List<Lexeme> takeUntilClosed() {
    int start = next;
    for (int open = 1; hasNext(); next++) {
      open +=
          switch (peek().kind()) {
            case OPEN -> 1;
            case CLOSE -> -1;
            case WORD -> 0;
          };
      if (open == 0) {
        break;
      }
    }
    return lexemes.subList(start, next);
  }
}
