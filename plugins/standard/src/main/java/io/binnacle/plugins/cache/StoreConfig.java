// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;

/**
 * What may be held in one of the stores: {@code success CAPACITY [TTL] [MINTTL]}.
 *
 * <p><i>Immutable.</i>
 *
 * @param capacity in items
 * @param maxTtl the longest TTL, in seconds; longer ones are lowered to it
 * @param minTtl the shortest TTL, in seconds; shorter ones are raised to it, above all others
 */
record StoreConfig(int capacity, int maxTtl, int minTtl) {
  private static final int USUAL_CAPACITY = 9984;
  private static final int LEAST_CAPACITY = 1024;
  private static final int USUAL_MIN_TTL = 5;

  StoreConfig {
    capacity = Math.max(LEAST_CAPACITY, capacity);
  }

  static StoreConfig usual(int maxTtl) {
    return new StoreConfig(USUAL_CAPACITY, maxTtl, USUAL_MIN_TTL);
  }

  static StoreConfig parse(Directive option, StoreConfig otherwise) throws CorefileException {
    option.atMost(3);
    return new StoreConfig(
        option.integer(0, "a capacity", 0, Integer.MAX_VALUE),
        option.has(1)
            ? option.integer(1, "a TTL in seconds", 1, Integer.MAX_VALUE)
            : otherwise.maxTtl,
        option.has(2)
            ? option.integer(2, "a TTL in seconds", 0, Integer.MAX_VALUE)
            : otherwise.minTtl);
  }

  /** A TTL within the limits. */
  int limit(int ttl) {
    return Math.max(minTtl, Math.min(maxTtl, ttl));
  }

  /** The same limits, with this for the longest TTL if it is shorter. */
  StoreConfig atMost(int ttl) {
    return new StoreConfig(capacity, Math.min(maxTtl, ttl), minTtl);
  }
}
