// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

/**
 * A text that is no expression, or one whose types do not fit.
 *
 * <p><i>Immutable.</i>
 */
final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  private final String message;
  private final int index;

  /**
   * What is wrong.
   *
   * @param index of the character in the expression's text
   */
  ExpressionException(int index, String message) {
    super(message);
    this.message = message;
    this.index = index;
  }

  int index() {
    return index;
  }

  String message() {
    return message;
  }
}
