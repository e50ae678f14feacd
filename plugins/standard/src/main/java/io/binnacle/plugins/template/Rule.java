// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.Position;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Query;
import io.binnacle.plugins.expression.EvaluationException;
import io.binnacle.plugins.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code template} says: which queries it is about, and what the response is made of.
 *
 * <p><i>Immutable.</i>
 *
 * @param position of the directive
 * @param scope what it is in charge of
 * @param patterns of which one must match the name; the first that does gives the groups
 * @param variables what is computed of a match
 * @param conditions which must all be true then
 * @param goesOn the zones whose names go on to the next rule if nothing matches
 */
record Rule(
    Position position,
    Scope scope,
    List<NamePattern> patterns,
    Variables variables,
    List<Expression<Match>> conditions,
    ZoneTable<Boolean> goesOn,
    ResponseTemplate response) {
  Rule {
    patterns = List.copyOf(patterns);
    conditions = List.copyOf(conditions);
  }

  /** Whether it matches each query that it is about. */
  boolean isUnconditional() {
    return patterns.getFirst() == NamePattern.ANY
        && variables.list().isEmpty()
        && conditions.isEmpty();
  }

  /**
   * A query at its place as this rule sees it, or null if it is none of those that match.
   *
   * @param name the query's, as text
   */
  @Nullable Match match(Query query, Match.Place place, String name) throws EvaluationException {
    for (NamePattern pattern : patterns) {
      List<String> groups = pattern.find(name);
      if (groups != null) {
        Match match =
            new Match(
                query,
                place,
                name,
                pattern.toString(),
                groups,
                pattern.byName(groups),
                variables.list().size());
        variables.set(match);
        return isAllowed(match) ? match : null;
      }
    }
    return null;
  }

  private boolean isAllowed(Match match) throws EvaluationException {
    for (Expression<Match> condition : conditions) {
      if (!condition.isTrue(match)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a query that does not match goes on to the next rule. */
  boolean goesOn(Query query) {
    return goesOn.longestMatch(query.question()) != null;
  }
}
