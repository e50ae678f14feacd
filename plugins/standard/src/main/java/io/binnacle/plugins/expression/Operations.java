// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import com.google.re2j.Pattern;
import io.binnacle.plugins.expression.Term.Frame;
import io.binnacle.plugins.expression.Type.Basic;
import io.binnacle.plugins.regex.RegularExpression;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;

/**
 * What operators do, and to which types.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class Operations {
  private Operations() {}

  /** Two operands with what stands between them, at {@code index}. */
  static <C> Typed<C> apply(Operator operator, int index, Typed<C> left, Typed<C> right)
      throws ExpressionException {
    return switch (operator) {
      case OR -> logical(index, left, right, frame -> left.bool(frame) || right.bool(frame));
      case AND -> logical(index, left, right, frame -> left.bool(frame) && right.bool(frame));
      case EQUAL -> equal(index, left, right);
      case NOT_EQUAL -> not(index, equal(index, left, right));
      case LESS -> compare(index, left, right, order -> order < 0);
      case LESS_OR_EQUAL -> compare(index, left, right, order -> order <= 0);
      case GREATER -> compare(index, left, right, order -> order > 0);
      case GREATER_OR_EQUAL -> compare(index, left, right, order -> order >= 0);
      case IN -> in(index, left, right);
      case MATCHES -> matches(index, left, right);
      case CONTAINS -> texts(index, left, right, String::contains);
      case STARTS_WITH -> texts(index, left, right, String::startsWith);
      case ENDS_WITH -> texts(index, left, right, String::endsWith);
      case ADD ->
          left.type() == Basic.STRING
              ? concatenate(index, left, right)
              : arithmetic(index, left, right, (a, b) -> a + b, (a, b) -> a + b);
      case SUBTRACT -> arithmetic(index, left, right, (a, b) -> a - b, (a, b) -> a - b);
      case MULTIPLY -> arithmetic(index, left, right, (a, b) -> a * b, (a, b) -> a * b);
      case DIVIDE -> floats(index, left, right, (a, b) -> a / b);
      case REMAINDER -> remainder(index, left, right);
      case POWER -> floats(index, left, right, Math::pow);
    };
  }

  static <C> Typed<C> not(int index, Typed<C> operand) throws ExpressionException {
    Typed<C> bool = operand.as(Basic.BOOL);
    return new Typed<>(Basic.BOOL, index, frame -> !bool.bool(frame));
  }

  static <C> Typed<C> negative(int index, Typed<C> operand) throws ExpressionException {
    Typed<C> number = operand.asNumber();
    return number.type() == Basic.INT
        ? new Typed<>(Basic.INT, index, frame -> -number.integer(frame))
        : new Typed<>(Basic.FLOAT, index, frame -> -number.number(frame));
  }

  static <C> Typed<C> conditional(Typed<C> condition, Typed<C> then, Typed<C> otherwise)
      throws ExpressionException {
    Typed<C> bool = condition.as(Basic.BOOL);
    Typed<C> other = otherwise.as(then.type());
    return new Typed<>(
        then.type(),
        condition.index(),
        frame -> (bool.bool(frame) ? then : other).term().value(frame));
  }

  /** The element at an index; from the end, if it is negative. */
  static <C> Typed<C> element(Typed<C> list, Typed<C> index) throws ExpressionException {
    Type type = list.elements();
    Typed<C> integer = index.as(Basic.INT);
    return new Typed<>(
        type,
        list.index(),
        frame -> {
          var elements = list.list(frame);
          long at = integer.integer(frame);
          long from = at < 0 ? at + elements.size() : at;
          if (from < 0 || from >= elements.size()) {
            throw new EvaluationException("an array has no element " + at);
          }
          return elements.get((int) from);
        });
  }

  private static <C> Typed<C> logical(int index, Typed<C> left, Typed<C> right, Term<C> term)
      throws ExpressionException {
    left.as(Basic.BOOL);
    right.as(Basic.BOOL);
    return new Typed<>(Basic.BOOL, index, term);
  }

  private static <C> Typed<C> equal(int index, Typed<C> left, Typed<C> right)
      throws ExpressionException {
    if (left.isNumber() && right.isNumber()) {
      return compare(index, left, right, order -> order == 0);
    }
    right.as(left.type());
    return new Typed<>(
        Basic.BOOL, index, frame -> left.term().value(frame).equals(right.term().value(frame)));
  }

  private static <C> Typed<C> compare(int index, Typed<C> left, Typed<C> right, IntPredicate order)
      throws ExpressionException {
    if (left.type() == Basic.STRING) {
      Typed<C> text = right.as(Basic.STRING);
      return new Typed<>(
          Basic.BOOL, index, frame -> order.test(left.text(frame).compareTo(text.text(frame))));
    }
    if (!left.isNumber()) {
      throw left.expected("a number or a string");
    }
    right.asNumber();
    return left.type() == Basic.INT && right.type() == Basic.INT
        ? new Typed<>(
            Basic.BOOL,
            index,
            frame -> order.test(Long.compare(left.integer(frame), right.integer(frame))))
        : new Typed<>(
            Basic.BOOL,
            index,
            frame -> order.test(Double.compare(left.number(frame), right.number(frame))));
  }

  private static <C> Typed<C> in(int index, Typed<C> left, Typed<C> right)
      throws ExpressionException {
    left.as(right.elements());
    return new Typed<>(
        Basic.BOOL, index, frame -> right.list(frame).contains(left.term().value(frame)));
  }

  private static <C> Typed<C> matches(int index, Typed<C> left, Typed<C> right)
      throws ExpressionException {
    Typed<C> text = left.as(Basic.STRING);
    if (!(right.as(Basic.STRING).constant().orElse(null) instanceof String expression)) {
      throw new ExpressionException(right.index(), "expected a regular expression in quotes");
    }
    try {
      Pattern pattern = RegularExpression.compile(expression);
      return new Typed<>(Basic.BOOL, index, frame -> pattern.matcher(text.text(frame)).find());
    } catch (IllegalArgumentException _) {
      throw new ExpressionException(
          right.index(), "expected a regular expression, found '" + expression + "'");
    }
  }

  private interface TextTest {
    boolean test(String left, String right);
  }

  private static <C> Typed<C> texts(int index, Typed<C> left, Typed<C> right, TextTest test)
      throws ExpressionException {
    Typed<C> text = left.as(Basic.STRING);
    Typed<C> part = right.as(Basic.STRING);
    return new Typed<>(Basic.BOOL, index, frame -> test.test(text.text(frame), part.text(frame)));
  }

  private static <C> Typed<C> concatenate(int index, Typed<C> left, Typed<C> right)
      throws ExpressionException {
    Typed<C> text = right.as(Basic.STRING);
    return new Typed<>(
        Basic.STRING, index, frame -> Bounds.text(left.text(frame).concat(text.text(frame))));
  }

  private static <C> Typed<C> arithmetic(
      int index,
      Typed<C> left,
      Typed<C> right,
      LongBinaryOperator onIntegers,
      DoubleBinaryOperator onFloats)
      throws ExpressionException {
    left.asNumber();
    right.asNumber();
    return left.type() == Basic.INT && right.type() == Basic.INT
        ? new Typed<>(
            Basic.INT,
            index,
            frame -> onIntegers.applyAsLong(left.integer(frame), right.integer(frame)))
        : floats(index, left, right, onFloats);
  }

  private static <C> Typed<C> floats(
      int index, Typed<C> left, Typed<C> right, DoubleBinaryOperator operation)
      throws ExpressionException {
    left.asNumber();
    right.asNumber();
    return new Typed<>(
        Basic.FLOAT,
        index,
        frame -> operation.applyAsDouble(left.number(frame), right.number(frame)));
  }

  private static <C> Typed<C> remainder(int index, Typed<C> left, Typed<C> right)
      throws ExpressionException {
    Typed<C> dividend = left.as(Basic.INT);
    Typed<C> divisor = right.as(Basic.INT);
    return new Typed<>(
        Basic.INT,
        index,
        (Frame<C> frame) -> {
          long by = divisor.integer(frame);
          if (by == 0) {
            throw new EvaluationException("a division by zero");
          }
          return dividend.integer(frame) % by;
        });
  }
}
