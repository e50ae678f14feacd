// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.List;
import java.util.Map;

/**
 * A part of an object as YAML or JSON has it, and where that stands.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Value {
  /** Where it begins. */
  Mark mark();

  /** The value of a field; absent where there is none, or no fields at all. */
  default Value get(String field) {
    return new Absent(mark());
  }

  /** What it is, for people. */
  String description();

  /** Fields with values. */
  record Mapping(Mark mark, Map<String, Value> fields) implements Value {
    @Override
    public Value get(String field) {
      Value value = fields.get(field);
      return value == null ? new Absent(mark) : value;
    }

    @Override
    public String description() {
      return "a mapping";
    }
  }

  /** One value after the other. */
  record Sequence(Mark mark, List<Value> items) implements Value {
    @Override
    public String description() {
      return "a list";
    }
  }

  /** A text. */
  record Text(Mark mark, String text) implements Value {
    private static final int SHOWN = 60;

    @Override
    public String description() {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
      return "'" + shown.replaceAll("\\s+|\\p{Cntrl}", " ") + "'";
    }
  }

  /** A number, true or false. */
  record Literal(Mark mark, String text) implements Value {
    @Override
    public String description() {
      return text;
    }
  }

  /** Nothing, or null; the mark is that of what it could stand in. */
  record Absent(Mark mark) implements Value {
    @Override
    public String description() {
      return "nothing";
    }
  }
}
