// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

/**
 * An expression that has no value for this query. Clients can bring that about, so it has no stack
 * trace.
 *
 * <p><i>Immutable.</i>
 */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  private final String message;

  /** What is wrong. */
  public EvaluationException(String message) {
    super(message, null, false, false);
    this.message = message;
  }

  /** What is wrong. */
  public String message() {
    return message;
  }
}
