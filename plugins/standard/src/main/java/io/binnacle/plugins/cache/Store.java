// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.binnacle.dns.Question;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Responses by question, as many as there is room for. A look-up allocates nothing.
 *
 * <p>Expired ones stay until others need the room: they take no time, and may yet be served.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Store {
  /**
   * The bytes that an item of a CAPACITY stands for: a usual response with all that goes with it.
   */
  static final int ITEM = 512;

  private final AtomicLong evictions = new AtomicLong();
  private final Cache<Question, Variants> cache;

  Store(StoreConfig config) {
    cache =
        Caffeine.newBuilder()
            .maximumWeight((long) config.capacity() * ITEM)
            .weigher((Question question, Variants held) -> question.nameLength() + held.weight())
            .evictionListener((question, held, cause) -> evictions.incrementAndGet())
            .executor(Runnable::run)
            .build();
  }

  @Nullable Held get(Question question, int variant) {
    Variants found = cache.getIfPresent(question);
    return found == null ? null : found.get(variant);
  }

  /** Holds a response in the place of the one before. */
  void put(Question question, int variant, Held held) {
    cache
        .asMap()
        .compute(question.lowerCased(), (key, before) -> Variants.with(before, variant, held));
  }

  void remove(Question question, int variant) {
    cache.asMap().computeIfPresent(question, (key, before) -> Variants.with(before, variant, null));
  }

  /** For how many questions there is a response. */
  long size() {
    return cache.estimatedSize();
  }

  /** How many responses had to make room since the last call. */
  long takeEvictions() {
    return evictions.get() == 0 ? 0 : evictions.getAndSet(0);
  }
}
