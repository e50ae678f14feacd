// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Knows more about queries than they say themselves: metadata, by label. A handler's face.
 *
 * <p><i>Safe for use by many threads.</i> Does not block.
 */
@FunctionalInterface
public interface Names {
  /**
   * The value of a label for this query, or null if there is none. Asked when somebody wants to
   * know, perhaps after the response, perhaps more than once.
   *
   * @param query the query as it entered the server block
   * @param label the plugin's name and what it knows: {@code kubernetes/namespace}
   */
  @Nullable String value(Query query, String label);
}
