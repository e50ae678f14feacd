// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

/**
 * What the values of an expression are.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Type {
  /** Whether a value of this other type may stand where this one is asked for. */
  default boolean accepts(Type other) {
    return equals(other);
  }

  /** A type without parts. */
  enum Basic implements Type {
    /** {@link Boolean}. */
    BOOL("a bool"),
    /** {@link Long}. */
    INT("an int"),
    /** {@link Double}. */
    FLOAT("a float"),
    /** {@link String}. */
    STRING("a string"),
    /** Asked for by functions that take anything; no value's own type. */
    ANY("a value") {
      @Override
      public boolean accepts(Type other) {
        return true;
      }
    };

    private final String words;

    Basic(String words) {
      this.words = words;
    }

    boolean isNumber() {
      return this == INT || this == FLOAT;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** {@link java.util.List} of elements that are all of one type. */
  record ListOf(Type element) implements Type {
    @Override
    public boolean accepts(Type other) {
      return other instanceof ListOf(Type its) && element.accepts(its);
    }

    @Override
    public String toString() {
      return "an array";
    }
  }
}
