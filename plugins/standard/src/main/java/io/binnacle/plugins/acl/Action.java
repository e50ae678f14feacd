// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a query. */
enum Action {
  /** It goes on. */
  ALLOW,
  /** It is refused. */
  BLOCK,
  /** It gets an empty answer. */
  FILTER,
  /** It gets none. */
  DROP;

  /**
   * The action of this name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Action of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** As the Corefile writes them. */
  static List<String> words() {
    return Arrays.stream(values()).map(action -> action.name().toLowerCase(Locale.ROOT)).toList();
  }
}
