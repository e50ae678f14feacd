// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Pass the query on to the next handler.
 *
 * <p><i>Immutable.</i>
 *
 * @param query the query to pass on, or null for the one that came
 * @param filter what shall see the response on its way up, or null
 */
public record Next(@Nullable Query query, @Nullable ResponseFilter filter) implements Outcome {
  /** Pass the query on as it is. */
  public static final Next NEXT = new Next(null, null);

  /** Pass this query on instead. */
  public static Next as(Query query) {
    return new Next(query, null);
  }

  /**
   * Pass the query on and see its response; worth keeping in a field, where it is the same for all.
   */
  public static Next then(ResponseFilter filter) {
    return new Next(null, filter);
  }
}
