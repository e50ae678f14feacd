// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the values in a template are.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Type {
  /** Whether values have a text. */
  default boolean isPrintable() {
    return true;
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
    /** One or another, as {@code or} makes it; can be printed and is true or false. */
    MIXED("a value of one type or another");

    private final String words;

    Basic(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** {@link List} of elements that are all of one type. */
  record ListOf(Type element) implements Type {
    @Override
    public boolean isPrintable() {
      return element.isPrintable();
    }

    @Override
    public String toString() {
      return "a list";
    }
  }

  /**
   * {@link Map} of strings to strings. A key without a value stands for the empty string.
   *
   * @param keys those that a map of this type may have
   */
  record TextMap(Set<String> keys) implements Type {
    /** A map with these keys. */
    public TextMap {
      keys = Set.copyOf(keys);
    }

    @Override
    public String toString() {
      return "a map";
    }
  }

  /**
   * Something with members.
   *
   * @param name what it is, for messages
   */
  record Struct(String name, Map<String, Member> members) implements Type {
    /** Something with these members. */
    public Struct {
      members = Map.copyOf(members);
    }

    @Override
    public boolean isPrintable() {
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A field, or a method with parameters. */
  record Member(List<Type> parameters, Type type, Getter getter) {
    /** A member with these parameters. */
    public Member {
      parameters = List.copyOf(parameters);
    }

    /** A field of objects of a class. */
    public static <T> Member field(Class<T> owner, Type type, Function<T, Object> get) {
      return new Member(List.of(), type, (object, _) -> get.apply(owner.cast(object)));
    }
  }

  /** Gets the value of a member. */
  @FunctionalInterface
  interface Getter {
    /** The value; the arguments have the types of the parameters. */
    Object get(Object owner, List<?> arguments);
  }
}
