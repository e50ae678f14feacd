// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The arguments of a directive, read one after the other. Keywords may be in any case.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Words {
  private final Directive directive;
  private int next;

  Words(Directive directive) {
    this.directive = directive;
  }

  /** How many words have not been read yet. */
  int left() {
    return directive.arguments().size() - next;
  }

  /** Reads this word if it is the next; whether it is. */
  boolean skip(String keyword) {
    boolean isNext =
        directive.has(next) && directive.arguments().get(next).text().equalsIgnoreCase(keyword);
    if (isNext) {
      next++;
    }
    return isNext;
  }

  /** One of these words. */
  String keyword(List<String> allowed) throws CorefileException {
    if (directive.has(next)) {
      String word = directive.arguments().get(next).text().toLowerCase(Locale.ROOT);
      if (allowed.contains(word)) {
        next++;
        return word;
      }
    }
    return directive.word(next, allowed); // says what is wrong
  }

  /**
   * What {@code parse} makes of the next word.
   *
   * @param parse throws an {@link IllegalArgumentException} for what it does not understand
   */
  <T> T value(String what, Function<String, T> parse) throws CorefileException {
    T value = directive.value(next, what, parse);
    next++;
    return value;
  }

  /** A whole number, decimal, or hexadecimal behind 0x, or octal behind 0. */
  int integer(String what, int max) throws CorefileException {
    return value(
        what + " from 0 to " + max,
        text -> {
          int number = Integer.decode(text);
          if (number < 0 || number > max) {
            throw new IllegalArgumentException("out of range: " + number);
          }
          return number;
        });
  }

  /** Something is wrong with the word that was read last. */
  CorefileException error(String message) {
    return directive.error(directive.arguments().get(next - 1).position(), message);
  }

  /** Refuses further words. */
  void end() throws CorefileException {
    directive.atMost(next);
  }
}
