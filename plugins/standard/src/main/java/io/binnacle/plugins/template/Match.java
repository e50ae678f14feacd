// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.plugin.Query;
import java.util.List;
import java.util.Map;

/**
 * A query that a rule is about: what expressions and templates can ask for.
 *
 * <p><i>Confined to one event loop</i>: variables are set one after the other.
 */
final class Match {
  private final Query query;
  private final Place place;
  private final String name;
  private final String pattern;
  private final List<String> groups;
  private final Map<String, String> groupsByName;
  private final Object[] variables;

  /**
   * A match.
   *
   * @param name in lower case and escaped: it cannot end a word, a line or a string of a record
   * @param groups what the pattern has found, the whole first
   * @param groupsByName the same by number and, as far as they have one, by name
   * @param variables how many there are
   */
  Match(
      Query query,
      Place place,
      String name,
      String pattern,
      List<String> groups,
      Map<String, String> groupsByName,
      int variables) {
    this.query = query;
    this.place = place;
    this.name = name;
    this.pattern = pattern;
    this.groups = List.copyOf(groups);
    this.groupsByName = Map.copyOf(groupsByName);
    this.variables = new Object[variables];
  }

  /**
   * What a rule is asked for. For a query of type or class ANY these are the rule's own.
   *
   * @param zone of the rule's zones the closest to the name
   */
  record Place(String zone, String dclass, String type) {}

  Query query() {
    return query;
  }

  Place place() {
    return place;
  }

  String name() {
    return name;
  }

  String pattern() {
    return pattern;
  }

  List<String> groups() {
    return groups;
  }

  Map<String, String> groupsByName() {
    return groupsByName;
  }

  /** A group by number or name; empty if there is none. */
  String group(String key) {
    return groupsByName.getOrDefault(key, "");
  }

  Object variable(int index) {
    return variables[index];
  }

  void set(int index, Object value) {
    variables[index] = value;
  }
}
