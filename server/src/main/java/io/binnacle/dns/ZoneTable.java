// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.jspecify.annotations.Nullable;

/**
 * Values by zone, found by longest match.
 *
 * <p><i>Immutable.</i>
 *
 * @param <V> what a zone stands for
 */
public final class ZoneTable<V> {
  /** The value of the longest zone that the name is in, or null. */
  public @Nullable V longestMatch(Question question) {
    throw new UnsupportedOperationException("wire helper");
  }
}
