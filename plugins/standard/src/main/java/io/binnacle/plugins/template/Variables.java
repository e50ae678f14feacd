// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Token;
import io.binnacle.plugins.expression.EvaluationException;
import io.binnacle.plugins.expression.Expression;
import io.binnacle.plugins.expression.Function;
import io.binnacle.plugins.expression.Type.Basic;
import io.binnacle.plugins.expression.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * The variables of a rule, each of which may use those before it.
 *
 * <p><i>Immutable.</i>
 *
 * @param vocabulary what expressions behind them may use
 */
record Variables(List<Variable> list, Vocabulary<Match> vocabulary) {
  /** No variable; expressions may use the query and the groups of the match. */
  static final Variables NONE =
      new Variables(
          List.of(), Vocabulary.of(Match::query).with(group(Basic.STRING)).with(group(Basic.INT)));

  Variables {
    list = List.copyOf(list);
  }

  /** A name for the value of an expression. */
  record Variable(String name, Expression<Match> expression) {}

  private static Function<Match> group(Basic key) {
    return Function.of(
        "group",
        List.of(key),
        Basic.STRING,
        (match, keys) -> match.group(keys.getFirst().toString()));
  }

  /** With one more: {@code var NAME EXPRESSION}. */
  Variables with(Directive option) throws CorefileException {
    Token name = option.argument(0, "a name");
    if (!name.text().matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      throw option.expected("a name of letters, digits and underscores", 0);
    }
    if (vocabulary.isTaken(name.text())) {
      throw option.error(name.position(), name + " has a meaning already");
    }
    Expression<Match> expression = Expression.parse(option, 1, vocabulary);
    int index = list.size();
    List<Variable> more = new ArrayList<>(list);
    more.add(new Variable(name.text(), expression));
    return new Variables(
        more, vocabulary.with(name.text(), expression.type(), match -> match.variable(index)));
  }

  /** Sets all variables of a match, one after the other. */
  void set(Match match) throws EvaluationException {
    for (int i = 0; i < list.size(); i++) {
      match.set(i, list.get(i).expression().value(match));
    }
  }
}
