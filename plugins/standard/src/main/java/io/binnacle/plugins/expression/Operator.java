// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import java.util.Optional;

/** What stands between two operands. What has the higher precedence is done first. */
enum Operator {
  OR(10, "or", "||"),
  AND(15, "and", "&&"),
  EQUAL(20, "=="),
  NOT_EQUAL(20, "!="),
  LESS(20, "<"),
  LESS_OR_EQUAL(20, "<="),
  GREATER(20, ">"),
  GREATER_OR_EQUAL(20, ">="),
  IN(20, "in"),
  MATCHES(20, "matches"),
  CONTAINS(20, "contains"),
  STARTS_WITH(20, "startsWith"),
  ENDS_WITH(20, "endsWith"),
  ADD(30, "+"),
  SUBTRACT(30, "-"),
  MULTIPLY(60, "*"),
  DIVIDE(60, "/"),
  REMAINDER(60, "%"),
  POWER(100, "**", "^");

  /** The precedence of {@code not}: it takes more to its right than a sign does. */
  static final int NOT = 50;

  /** The precedence of a sign. */
  static final int SIGN = 90;

  private final int precedence;
  private final String word;

  /** Another way to write it, or the same. */
  private final String otherWord;

  Operator(int precedence, String word) {
    this(precedence, word, word);
  }

  Operator(int precedence, String word, String otherWord) {
    this.precedence = precedence;
    this.word = word;
    this.otherWord = otherWord;
  }

  static Optional<Operator> of(Lexeme lexeme) {
    for (Operator operator : values()) {
      if (lexeme.is(operator.word) || lexeme.is(operator.otherWord)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  int precedence() {
    return precedence;
  }

  /** The least precedence of operators in its right operand: {@code 2 ** 3 ** 2} is 2 to the 9. */
  int right() {
    return this == POWER ? precedence : precedence + 1;
  }

  /** Whether {@code not} may stand before it: {@code 'a' not in list}. */
  boolean canBeNegated() {
    return switch (this) {
      case IN, MATCHES, CONTAINS, STARTS_WITH, ENDS_WITH -> true;
      default -> false;
    };
  }
}
