// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the names of one service: little, and nothing of most services. A hash
 * table that is one array, as most of a hit's time goes into fetching memory.
 *
 * <p><i>Safe for use by many threads</i>: readers never wait.
 */
final class Findings {
  private static final @Nullable Found[] NONE = {null};

  /** Open addressing, linear probing, at most half full; never changed once it is here. */
  private volatile @Nullable Found[] table = NONE;

  private record Found(Question question, Finding finding) {}

  /** What was found out about this question, or null. */
  @Nullable Finding get(Question question) {
    @Nullable Found[] known = table;
    Found found = known[slotOf(known, question)];
    return found == null ? null : found.finding;
  }

  /** Keeps what was found out about this question. */
  synchronized void put(Question question, Finding finding) {
    @Nullable Found[] known = table;
    int size = 1;
    for (Found found : known) {
      size += found == null ? 0 : 1;
    }
    @Nullable Found[] more = new Found[Integer.highestOneBit(size) * 4];
    for (Found found : known) {
      if (found != null) {
        more[slotOf(more, found.question)] = found;
      }
    }
    more[slotOf(more, question)] = new Found(question.lowerCased(), finding);
    table = more;
  }

  /** The slot that the question has, or else the null where its walk ends. */
  private static int slotOf(@Nullable Found[] table, Question question) {
    int last = table.length - 1;
    int slot = question.hashCode() & last;
    while (true) {
      Found found = table[slot];
      if (found == null || found.question.equals(question)) {
        return slot;
      }
      slot = (slot + 1) & last;
    }
  }
}
