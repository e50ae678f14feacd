// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions as CoreDNS has them: RE2's language, unanchored, case-sensitive. Matching
 * takes time linear in the text, whatever the expression.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2, syntax</a>
 */
public final class RegularExpression {
  private static final int LONGEST = 10_000;

  private RegularExpression() {}

  /**
   * The expression, compiled.
   *
   * @throws IllegalArgumentException if it is none, or longer than 10,000 characters
   */
  public static Pattern compile(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST);
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
