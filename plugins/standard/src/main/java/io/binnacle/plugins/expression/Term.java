// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import org.jspecify.annotations.Nullable;

/**
 * A part of an expression, ready to be evaluated.
 *
 * <p><i>Immutable.</i>
 *
 * @param <C> what expressions are about
 */
@FunctionalInterface
interface Term<C> {
  /** Its value. */
  Object value(Frame<C> frame) throws EvaluationException;

  /** A term that always has the same value. */
  record Constant<C>(Object value) implements Term<C> {
    @Override
    public Object value(Frame<C> frame) {
      return value;
    }
  }

  /**
   * What a term is evaluated for.
   *
   * @param element what {@code #} stands for; null outside predicates
   */
  record Frame<C>(C context, @Nullable Object element) {}
}
