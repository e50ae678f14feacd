// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The variables that {@code {$NAME}} and {@code {%NAME%}} stand for. One that is not set is empty.
 *
 * <p><i>Immutable</i>, if the function is.
 *
 * @param variables null for a variable that is not set
 */
public record Environment(Function<String, @Nullable String> variables) {
  /** Variables in one word; more come only from values that refer to themselves. */
  private static final int MOST = 100;

  private static final int LONGEST = 1 << 16;

  /** The environment of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv()::get);
  }

  /**
   * A word with its references replaced: first all of {@code {%NAME%}}, then all of {@code
   * {$NAME}}. References in values are replaced, too. What has no name or no end is no reference.
   */
  String expand(String word, Position position) {
    return expand(expand(word, "{%", "%}", position), "{$", "}", position);
  }

  private String expand(String word, String open, String close, Position position) {
    String expanded = word;
    int start = expanded.indexOf(open);
    for (int count = 1; start >= 0; count++) {
      int name = start + open.length();
      int end = expanded.indexOf(close, start);
      if (end <= name) {
        return expanded;
      }
      String value = variables.apply(expanded.substring(name, end));
      String before = expanded.substring(0, start);
      expanded = before + (value == null ? "" : value) + expanded.substring(end + close.length());
      if (count == MOST || expanded.length() > LONGEST) {
        String message = "the variables in " + Token.quote(word) + " are endless or too long";
        throw new Stop(position, message);
      }
      start = expanded.indexOf(open);
    }
    return expanded;
  }
}
