// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import io.binnacle.corefile.DidYouMean;
import io.binnacle.plugins.expression.Lexeme.Kind;
import io.binnacle.plugins.expression.Term.Constant;
import io.binnacle.plugins.expression.Type.Basic;
import io.binnacle.plugins.expression.Type.ListOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression's text to a term whose types fit, by the precedence of its operators. The grammar
 * is in the package's description.
 *
 * <p><i>Used at set-up only.</i>
 *
 * @param <C> what expressions are about
 */
final class Parser<C> {
  private static final int DEEPEST = 100;

  /** What the language of expr-lang has and this part of it has not. */
  private static final Set<String> ELSEWHERE =
      Set.of("nil", "let", "if", "|", "..", "??", "?.", ".", "{", "}", ";", "$");

  private final Vocabulary<C> vocabulary;
  private final List<Lexeme> lexemes;
  private int next;
  private int depth;

  /** The type of {@code #}; null outside predicates. */
  private @Nullable Type element;

  private Parser(Vocabulary<C> vocabulary, List<Lexeme> lexemes) {
    this.vocabulary = vocabulary;
    this.lexemes = lexemes;
  }

  static <C> Typed<C> parse(String text, Vocabulary<C> vocabulary) throws ExpressionException {
    Parser<C> parser = new Parser<>(vocabulary, Lexer.lex(text));
    Typed<C> expression = parser.expression();
    if (parser.peek().kind() != Kind.END) {
      throw parser.expected("an operator or the end of the expression");
    }
    return expression;
  }

  private Typed<C> expression() throws ExpressionException {
    if (++depth > DEEPEST) {
      throw new ExpressionException(peek().index(), "an expression is nested too deeply");
    }
    Typed<C> whole = binary(0);
    if (take("?")) {
      Typed<C> then = expression();
      expect(":");
      whole = Operations.conditional(whole, then, expression());
    }
    depth--;
    return whole;
  }

  /** Operands and operators of at least this precedence. */
  private Typed<C> binary(int least) throws ExpressionException {
    Typed<C> left = unary();
    while (true) {
      Lexeme first = peek();
      boolean isNegated = first.is("not") && negatedOperator().isPresent();
      Optional<Operator> operator = isNegated ? negatedOperator() : Operator.of(first);
      if (operator.isEmpty() || operator.get().precedence() < least) {
        return left;
      }
      next += isNegated ? 2 : 1;
      Typed<C> right = binary(operator.get().right());
      Typed<C> both = Operations.apply(operator.get(), first.index(), left, right);
      left = isNegated ? Operations.not(first.index(), both) : both;
    }
  }

  /** The operator behind a {@code not}, if it is one that this may stand before. */
  private Optional<Operator> negatedOperator() {
    return next + 1 < lexemes.size()
        ? Operator.of(lexemes.get(next + 1)).filter(Operator::canBeNegated)
        : Optional.empty();
  }

  private Typed<C> unary() throws ExpressionException {
    int index = peek().index();
    if (++depth > DEEPEST) {
      throw new ExpressionException(index, "an expression is nested too deeply");
    }
    Typed<C> operand;
    if (take("not") || take("!")) {
      operand = Operations.not(index, binary(Operator.NOT));
    } else if (take("-")) {
      operand = Operations.negative(index, binary(Operator.SIGN));
    } else if (take("+")) {
      operand = binary(Operator.SIGN).asNumber();
    } else {
      operand = primary();
      while (take("[")) {
        operand = Operations.element(operand, expression());
        expect("]");
      }
    }
    depth--;
    return operand;
  }

  private Typed<C> primary() throws ExpressionException {
    Lexeme first = peek();
    int index = first.index();
    if (first.kind() == Kind.STRING) {
      next++;
      return constant(Basic.STRING, index, first.text());
    }
    if (first.kind() == Kind.NUMBER) {
      next++;
      return number(first);
    }
    if (take("true") || take("false")) {
      return constant(Basic.BOOL, index, first.is("true"));
    }
    if (take("(")) {
      Typed<C> inner = expression();
      expect(")");
      return inner;
    }
    if (take("[")) {
      return array(index);
    }
    if (take("#")) {
      return element(index);
    }
    if (first.kind() == Kind.NAME && !Vocabulary.KEYWORDS.contains(first.text())) {
      next++;
      return take("(") ? call(first) : variable(first);
    }
    throw expected("an expression");
  }

  private Typed<C> constant(Type type, int index, Object value) {
    return new Typed<>(type, index, new Constant<>(value));
  }

  private Typed<C> number(Lexeme number) throws ExpressionException {
    String digits = number.text().replace("_", "");
    try {
      boolean isWhole = digits.matches("[0-9]+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+");
      return isWhole
          ? constant(Basic.INT, number.index(), integer(digits))
          : constant(Basic.FLOAT, number.index(), decimal(digits));
    } catch (NumberFormatException _) {
      throw new ExpressionException(number.index(), "expected a number, found " + number);
    }
  }

  private static Long integer(String digits) {
    String prefix = digits.length() < 2 ? "" : digits.substring(0, 2);
    return switch (prefix) {
      case "0x", "0X" -> Long.valueOf(digits.substring(2), 16);
      case "0o", "0O" -> Long.valueOf(digits.substring(2), 8);
      case "0b", "0B" -> Long.valueOf(digits.substring(2), 2);
      default -> Long.valueOf(digits);
    };
  }

  private static Double decimal(String digits) {
    if (!digits.matches("[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?")) {
      throw new NumberFormatException();
    }
    return Double.valueOf(digits);
  }

  private Typed<C> array(int index) throws ExpressionException {
    List<Typed<C>> elements = list("]");
    if (elements.isEmpty()) {
      throw new ExpressionException(index, "expected an array with elements, found '[]'");
    }
    Type type = elements.getFirst().type();
    for (Typed<C> each : elements) {
      each.as(type);
    }
    if (elements.stream().allMatch(each -> each.constant().isPresent())) {
      return constant(
          new ListOf(type),
          index,
          elements.stream().map(each -> each.constant().orElseThrow()).toList());
    }
    return new Typed<>(
        new ListOf(type),
        index,
        frame -> {
          List<Object> values = new ArrayList<>(elements.size());
          for (Typed<C> each : elements) {
            values.add(each.term().value(frame));
          }
          return values;
        });
  }

  /** Expressions between commas, up to a closing bracket, which is taken. */
  private List<Typed<C>> list(String close) throws ExpressionException {
    List<Typed<C>> expressions = new ArrayList<>();
    if (take(close)) {
      return expressions;
    }
    do {
      expressions.add(expression());
    } while (take(","));
    expect(close);
    return expressions;
  }

  private Typed<C> element(int index) throws ExpressionException {
    Type type = element;
    if (type == null) {
      throw new ExpressionException(
          index, "'#' stands for an element, as in any(['a', 'b'], # == type())");
    }
    return new Typed<>(
        type,
        index,
        frame -> {
          Object value = frame.element();
          if (value == null) {
            throw new IllegalStateException("outside a predicate");
          }
          return value;
        });
  }

  private Typed<C> variable(Lexeme name) throws ExpressionException {
    Typed<C> variable = vocabulary.variable(name.text(), name.index());
    if (variable != null) {
      return variable;
    }
    boolean isFunction = vocabulary.isTaken(name.text());
    throw new ExpressionException(
        name.index(),
        isFunction
            ? "expected a variable, found the function " + name
            : "unknown name " + name + DidYouMean.hint(name.text(), vocabulary.names()));
  }

  private Typed<C> call(Lexeme name) throws ExpressionException {
    if (Predicates.NAMES.contains(name.text())) {
      return predicate(name);
    }
    List<Function<C>> functions = vocabulary.functions(name.text());
    if (functions.isEmpty()) {
      boolean isVariable = vocabulary.variable(name.text(), name.index()) != null;
      throw new ExpressionException(
          name.index(),
          isVariable
              ? "expected a function, found the variable " + name
              : "unknown function " + name + DidYouMean.hint(name.text(), vocabulary.names()));
    }
    List<Typed<C>> arguments = list(")");
    for (Function<C> function : functions) {
      if (function.takes(arguments)) {
        return function.call(name.index(), arguments);
      }
    }
    throw new ExpressionException(
        name.index(),
        "expected "
            + functions.stream().map(Function::toString).collect(Collectors.joining(" or "))
            + ", found "
            + Function.toString(name.text(), arguments.stream().map(Typed::type).toList()));
  }

  private Typed<C> predicate(Lexeme name) throws ExpressionException {
    if (element != null) {
      throw new ExpressionException(name.index(), name + " cannot stand within a predicate");
    }
    Typed<C> list = expression();
    expect(",");
    element = list.elements();
    Typed<C> body = braced();
    element = null;
    expect(")");
    return Predicates.call(name.text(), name.index(), list, body);
  }

  /** A predicate, which may stand in braces. */
  private Typed<C> braced() throws ExpressionException {
    boolean isBraced = take("{");
    Typed<C> body = expression();
    if (isBraced) {
      expect("}");
    }
    return body;
  }

  private Lexeme peek() {
    return lexemes.get(next);
  }

  private boolean take(String word) {
    boolean found = peek().is(word);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String word) throws ExpressionException {
    if (!take(word)) {
      throw expected("'" + word + "'");
    }
  }

  private ExpressionException expected(String what) {
    Lexeme found = peek();
    return new ExpressionException(
        found.index(),
        ELSEWHERE.stream().anyMatch(found::is)
            ? found + " of the expression language is not in Binnacle"
            : "expected " + what + ", found " + found);
  }
}
