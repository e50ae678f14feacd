// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.dns.Question;
import io.binnacle.plugins.cache.Held.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a cache holds: answers in one store, denials and failures in another, so that names which do
 * not exist, of which anybody can think up any number, take no room from those that do.
 *
 * <p>The newest word counts: an answer removes the denial of the same question, and a denial the
 * answer, unless stale answers are preferred. A failure takes the place of nothing that is of use.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class Contents {
  private final boolean prefersPositive;
  private final Store success;
  private final Store denial;

  Contents(CacheConfig config) {
    prefersPositive = config.prefersPositive();
    success = new Store(config.success());
    denial = new Store(config.denial());
  }

  /** The store that responses of this kind are in. */
  Store store(Kind kind) {
    return kind == Kind.ANSWER ? success : denial;
  }

  /** The best response to a question, fresh or stale, or null if there is none. */
  @Nullable Held find(Question question, int variant, long now) {
    Held answer = usable(success.get(question, variant), now);
    if (answer != null && (prefersPositive || answer.isFresh(now))) {
      return answer;
    }
    Held other = usable(denial.get(question, variant), now);
    if (other == null) {
      return answer;
    }
    boolean isWord = other.kind() == Kind.DENIAL && other.isFresh(now);
    return answer == null || isWord ? other : answer;
  }

  private static @Nullable Held usable(@Nullable Held held, long now) {
    return held != null && held.isUsable(now) ? held : null;
  }

  void put(Question question, int variant, Held held, long now) {
    if (held.kind() == Kind.FAILURE) {
      Held before = usable(denial.get(question, variant), now);
      if (before == null || before.kind() == Kind.FAILURE) {
        denial.put(question, variant, held);
      }
    } else {
      outdate(question, variant, held.kind());
      store(held.kind()).put(question, variant, held);
    }
  }

  /** Removes what a response of this kind proves wrong. */
  void outdate(Question question, int variant, Kind kind) {
    switch (kind) {
      case ANSWER -> denial.remove(question, variant);
      case DENIAL -> {
        if (!prefersPositive) {
          success.remove(question, variant);
        }
      }
      case FAILURE -> {}
    }
  }
}
