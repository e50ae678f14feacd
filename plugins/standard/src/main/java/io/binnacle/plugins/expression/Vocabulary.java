// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import io.binnacle.plugin.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names that expressions may use: functions and variables.
 *
 * <p><i>Immutable.</i>
 *
 * @param <C> what expressions are about
 */
public final class Vocabulary<C> {
  /** Words of the language, which cannot be names of anything else. */
  static final Set<String> KEYWORDS =
      Set.of(
          "true",
          "false",
          "nil",
          "not",
          "and",
          "or",
          "in",
          "matches",
          "contains",
          "startsWith",
          "endsWith",
          "let",
          "if",
          "else");

  private final List<Function<C>> functions;
  private final Map<String, Variable<C>> variables;

  private Vocabulary(List<Function<C>> functions, Map<String, Variable<C>> variables) {
    this.functions = List.copyOf(functions);
    this.variables = Map.copyOf(variables);
  }

  private record Variable<C>(Type type, java.util.function.Function<C, Object> value) {}

  /** What the language has, and the functions about queries. */
  public static Vocabulary<Query> ofQueries() {
    return of(query -> query);
  }

  /** The same for something that belongs to a query. */
  public static <C> Vocabulary<C> of(java.util.function.Function<C, Query> query) {
    List<Function<C>> functions = new ArrayList<>(QueryFunctions.all(query));
    functions.addAll(Builtins.all());
    return new Vocabulary<>(functions, Map.of());
  }

  /** With one more function. */
  public Vocabulary<C> with(Function<C> function) {
    List<Function<C>> more = new ArrayList<>(functions);
    more.add(function);
    return new Vocabulary<>(more, variables);
  }

  /** With one more variable, whose name is not {@linkplain #isTaken taken}. */
  public Vocabulary<C> with(String name, Type type, java.util.function.Function<C, Object> value) {
    Map<String, Variable<C>> more = new HashMap<>(variables);
    more.put(name, new Variable<>(type, value));
    return new Vocabulary<>(functions, more);
  }

  /** Whether a name has a meaning already. */
  public boolean isTaken(String name) {
    return KEYWORDS.contains(name) || names().contains(name);
  }

  /** The functions with this name. */
  List<Function<C>> functions(String name) {
    return functions.stream().filter(function -> function.name().equals(name)).toList();
  }

  /** The variable with this name, at {@code index}; null if there is none. */
  @Nullable Typed<C> variable(String name, int index) {
    Variable<C> variable = variables.get(name);
    return variable == null
        ? null
        : new Typed<>(variable.type(), index, frame -> variable.value().apply(frame.context()));
  }

  /** All names, for hints. */
  Collection<String> names() {
    Set<String> names = new TreeSet<>(variables.keySet());
    functions.forEach(function -> names.add(function.name()));
    names.addAll(Predicates.NAMES);
    return names;
  }
}
