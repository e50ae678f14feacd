// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a part of a template sees, and what its dot is.
 *
 * <p><i>Used at set-up only.</i>
 *
 * @param dot what {@code .} stands for
 */
record Scope(Variable dot, Map<String, Variable> variables) {
  private static final String DATA = "$";

  /** A place in a {@link Frame}, with the type of what is there. */
  record Variable(int place, Type type) {
    Typed at(int index) {
      return Typed.of(type, index, frame -> frame.get(place));
    }
  }

  /** A whole template's: the data are both {@code .} and {@code $}. */
  static Scope of(Variable data) {
    Map<String, Variable> variables = new HashMap<>();
    variables.put(DATA, data);
    return new Scope(data, variables);
  }

  /** One that sees this one's variables; what it declares is its own. */
  Scope inner(Variable itsDot) {
    return new Scope(itsDot, new HashMap<>(variables));
  }

  void declare(String name, Variable variable) {
    variables.put(name, variable);
  }

  /** The names that a template has declared. */
  Set<String> declared() {
    Set<String> names = new TreeSet<>(variables.keySet());
    names.remove(DATA);
    return names;
  }

  @Nullable Variable find(String name) {
    return variables.get(name);
  }
}
