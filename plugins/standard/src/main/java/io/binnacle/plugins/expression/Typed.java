// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import io.binnacle.plugins.expression.Term.Constant;
import io.binnacle.plugins.expression.Type.Basic;
import java.util.List;
import java.util.Optional;

/**
 * A term with its type and its place in the text.
 *
 * <p><i>Immutable.</i>
 *
 * @param index of its first character, or of its operator
 */
record Typed<C>(Type type, int index, Term<C> term) {
  /** The value, if it is the same for all queries. */
  Optional<Object> constant() {
    return term instanceof Constant<C>(Object value) ? Optional.of(value) : Optional.empty();
  }

  /** This one, which must be of that type. */
  Typed<C> as(Type expected) throws ExpressionException {
    if (!expected.accepts(type)) {
      throw expected(expected.toString());
    }
    return this;
  }

  /** This one, which must be a number. */
  Typed<C> asNumber() throws ExpressionException {
    if (!isNumber()) {
      throw expected("a number");
    }
    return this;
  }

  boolean isNumber() {
    return type instanceof Basic basic && basic.isNumber();
  }

  /** This one, which must be an array; the type of its elements. */
  Type elements() throws ExpressionException {
    if (type instanceof Type.ListOf(Type element)) {
      return element;
    }
    throw expected("an array");
  }

  /** Something else was expected here. */
  ExpressionException expected(String what) {
    return new ExpressionException(index, "expected " + what + ", found " + type);
  }

  // Values, whose types have been checked at set-up

  boolean bool(Term.Frame<C> frame) throws EvaluationException {
    return (Boolean) term.value(frame);
  }

  long integer(Term.Frame<C> frame) throws EvaluationException {
    return (Long) term.value(frame);
  }

  double number(Term.Frame<C> frame) throws EvaluationException {
    return ((Number) term.value(frame)).doubleValue();
  }

  String text(Term.Frame<C> frame) throws EvaluationException {
    return (String) term.value(frame);
  }

  List<?> list(Term.Frame<C> frame) throws EvaluationException {
    return (List<?>) term.value(frame);
  }
}
