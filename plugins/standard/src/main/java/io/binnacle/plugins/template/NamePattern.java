// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.binnacle.plugins.regex.RegularExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression for names.
 *
 * <p><i>Immutable.</i>
 */
final class NamePattern {
  /** What a rule without patterns has. */
  static final NamePattern ANY = new NamePattern(Pattern.compile(".*"));

  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  static NamePattern parse(String text) {
    return new NamePattern(RegularExpression.compile(text));
  }

  /** The numbers and names of its groups; 0 is the whole. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>(pattern.namedGroups().keySet());
    for (int i = 0; i <= pattern.groupCount(); i++) {
      keys.add(Integer.toString(i));
    }
    return keys;
  }

  /**
   * What it finds in a name, the whole first; empty for groups without part in it. Null: nothing.
   */
  @Nullable List<String> find(String name) {
    if (this == ANY) {
      return List.of(name);
    }
    Matcher matcher = pattern.matcher(name);
    if (!matcher.find()) {
      return null;
    }
    List<String> groups = new ArrayList<>();
    for (int i = 0; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      groups.add(group == null ? "" : group);
    }
    return groups;
  }

  /** The same groups by number and name. */
  Map<String, String> byName(List<String> groups) {
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      byName.put(Integer.toString(i), groups.get(i));
    }
    pattern.namedGroups().forEach((name, i) -> byName.put(name, groups.get(i)));
    return byName;
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
