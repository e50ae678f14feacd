// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import static io.binnacle.plugins.expression.Type.Basic.BOOL;
import static io.binnacle.plugins.expression.Type.Basic.INT;

import io.binnacle.plugins.expression.Term.Frame;
import io.binnacle.plugins.expression.Type.ListOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Functions that evaluate their second argument for each element of an array: {@code any(['a',
 * 'b'], # == type())}.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class Predicates {
  static final Set<String> NAMES = Set.of("all", "any", "none", "one", "count", "filter", "map");

  private Predicates() {}

  static <C> Typed<C> call(String name, int index, Typed<C> list, Typed<C> body)
      throws ExpressionException {
    if (name.equals("map")) {
      return new Typed<>(new ListOf(body.type()), index, frame -> map(frame, list, body));
    }
    body.as(BOOL);
    return switch (name) {
      case "all" -> bool(index, frame -> kept(frame, list, body) == list.list(frame).size());
      case "any" -> bool(index, frame -> kept(frame, list, body) > 0);
      case "none" -> bool(index, frame -> kept(frame, list, body) == 0);
      case "one" -> bool(index, frame -> kept(frame, list, body) == 1);
      case "count" -> new Typed<>(INT, index, frame -> (long) kept(frame, list, body));
      case "filter" -> new Typed<>(list.type(), index, frame -> filter(frame, list, body));
      default -> throw new AssertionError("one of NAMES");
    };
  }

  private static <C> Typed<C> bool(int index, Term<C> term) {
    return new Typed<>(BOOL, index, term);
  }

  private static <C> int kept(Frame<C> frame, Typed<C> list, Typed<C> body)
      throws EvaluationException {
    return filter(frame, list, body).size();
  }

  private static <C> List<Object> filter(Frame<C> frame, Typed<C> list, Typed<C> body)
      throws EvaluationException {
    List<Object> kept = new ArrayList<>();
    for (Object element : list.list(frame)) {
      if (body.bool(new Frame<>(frame.context(), element))) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static <C> List<Object> map(Frame<C> frame, Typed<C> list, Typed<C> body)
      throws EvaluationException {
    List<Object> mapped = new ArrayList<>();
    for (Object element : list.list(frame)) {
      mapped.add(body.term().value(new Frame<>(frame.context(), element)));
    }
    return mapped;
  }
}
