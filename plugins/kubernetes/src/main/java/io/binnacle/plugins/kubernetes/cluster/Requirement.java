// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a selector asks of one label.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Requirement {
  /** Whether an object with these labels meets it. */
  boolean isMetBy(Map<String, String> labels);

  /** The label has one of these values. */
  record In(String key, Set<String> values) implements Requirement {
    public In {
      values = Set.copyOf(values);
    }

    @Override
    public boolean isMetBy(Map<String, String> labels) {
      String value = labels.get(key);
      return value != null && values.contains(value);
    }

    @Override
    public String toString() {
      return key + " in " + list(values);
    }
  }

  /** The label has none of these values, or is not there. */
  record NotIn(String key, Set<String> values) implements Requirement {
    public NotIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean isMetBy(Map<String, String> labels) {
      String value = labels.get(key);
      return value == null || !values.contains(value);
    }

    @Override
    public String toString() {
      return key + " notin " + list(values);
    }
  }

  /** The label is there. */
  record Exists(String key) implements Requirement {
    @Override
    public boolean isMetBy(Map<String, String> labels) {
      return labels.containsKey(key);
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** The label is not there. */
  record Missing(String key) implements Requirement {
    @Override
    public boolean isMetBy(Map<String, String> labels) {
      return !labels.containsKey(key);
    }

    @Override
    public String toString() {
      return "!" + key;
    }
  }

  /** The label is a greater number. */
  record Greater(String key, long bound) implements Requirement {
    @Override
    public boolean isMetBy(Map<String, String> labels) {
      Long value = number(labels.get(key));
      return value != null && value > bound;
    }

    @Override
    public String toString() {
      return key + ">" + bound;
    }
  }

  /** The label is a lesser number. */
  record Less(String key, long bound) implements Requirement {
    @Override
    public boolean isMetBy(Map<String, String> labels) {
      Long value = number(labels.get(key));
      return value != null && value < bound;
    }

    @Override
    public String toString() {
      return key + "<" + bound;
    }
  }

  private static String list(Set<String> values) {
    return "(" + String.join(",", new TreeSet<>(values)) + ")";
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
