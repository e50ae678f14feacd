// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.expression;

import java.util.List;

/**
 * How large values may become while an expression is evaluated, so that no query can make it
 * costly.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
final class Bounds {
  /** Longer than any name, whose 255 octets may all be written as {@code \ddd}. */
  static final int LONGEST_TEXT = 4096;

  static final int LONGEST_LIST = 256;

  private Bounds() {}

  static String text(String text) throws EvaluationException {
    if (text.length() > LONGEST_TEXT) {
      throw new EvaluationException("a string is longer than " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  static List<?> list(List<?> list) throws EvaluationException {
    if (list.size() > LONGEST_LIST) {
      throw new EvaluationException("an array has more than " + LONGEST_LIST + " elements");
    }
    return list;
  }
}
