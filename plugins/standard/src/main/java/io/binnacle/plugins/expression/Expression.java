// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Position;
import io.binnacle.corefile.Token;
import io.binnacle.plugins.expression.Type.Basic;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something to be known of a query: {@code type() in ['A', 'AAAA'] && incidr(client_ip(),
 * '10.0.0.0/8')}. What it costs is bounded by its length: there are no loops but over arrays, which
 * are short.
 *
 * <p><i>Immutable.</i>
 *
 * @param <C> what it is about
 */
public final class Expression<C> {
  private final Typed<C> whole;

  private Expression(Typed<C> whole) {
    this.whole = whole;
  }

  /** The arguments from this index on, joined by blanks, as an expression. */
  public static <C> Expression<C> parse(Directive directive, int from, Vocabulary<C> vocabulary)
      throws CorefileException {
    directive.argument(from, "an expression");
    List<Token> words = directive.arguments().subList(from, directive.arguments().size());
    String text = words.stream().map(Token::text).collect(Collectors.joining(" "));
    try {
      return compile(text, vocabulary);
    } catch (ExpressionException e) {
      throw directive.error(position(words, e.index()), e.message());
    }
  }

  /** The same for an expression that is either true or false. */
  public static <C> Expression<C> condition(Directive directive, int from, Vocabulary<C> vocabulary)
      throws CorefileException {
    Expression<C> expression = parse(directive, from, vocabulary);
    if (expression.type() != Basic.BOOL) {
      throw directive.error(
          directive.arguments().get(from).position(),
          "expected an expression that is true or false, found " + expression.type());
    }
    return expression;
  }

  static <C> Expression<C> compile(String text, Vocabulary<C> vocabulary)
      throws ExpressionException {
    return new Expression<>(Parser.parse(text, vocabulary));
  }

  /** Where a character of words that are joined by blanks stands. */
  private static Position position(List<Token> words, int index) {
    int rest = index;
    for (Token word : words) {
      if (rest <= word.text().length()) {
        return word.at(rest);
      }
      rest -= word.text().length() + 1;
    }
    throw new IllegalArgumentException("behind the last word");
  }

  /** What its values are. */
  public Type type() {
    return whole.type();
  }

  /** Its value. */
  public Object value(C context) throws EvaluationException {
    return whole.term().value(new Term.Frame<>(context, null));
  }

  /** Whether a condition is true. */
  public boolean isTrue(C context) throws EvaluationException {
    return whole.bool(new Term.Frame<>(context, null));
  }
}
