// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template.language;

/**
 * A piece of a template: text, or a word or sign of an action.
 *
 * <p><i>Immutable.</i>
 *
 * @param text as it is written; for text what is left of it, for strings what they stand for
 * @param index of its first character in the template
 * @param isApart whether white space, or the beginning of an action, is before it
 */
record Lexeme(Kind kind, String text, int index, boolean isApart) {
  enum Kind {
    /** Outside actions. */
    TEXT,
    /** Two opening braces. */
    OPEN,
    /** Two closing braces. */
    CLOSE,
    /** A keyword or the name of a function. */
    NAME,
    /** {@code .Name}, with its dot; or a dot alone. */
    FIELD,
    /** {@code $name}, with its sign. */
    VARIABLE,
    STRING,
    /** A character in single quotes: what it stands for. */
    CHARACTER,
    NUMBER,
    /** Anything else. */
    SIGN,
    END
  }

  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(word);
  }

  /** As messages show it. */
  @Override
  public String toString() {
    return switch (kind) {
      case END -> "the end of the template";
      case TEXT -> "text";
      default -> "'" + text + "'";
    };
  }
}
