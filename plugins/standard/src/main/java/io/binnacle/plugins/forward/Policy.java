// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** In which order a query tries the upstreams. */
enum Policy {
  /** Any order. */
  RANDOM {
    @Override
    <T> List<T> order(List<T> all, int turn) {
      List<T> order = new ArrayList<>(all);
      Collections.shuffle(order, ThreadLocalRandom.current());
      return order;
    }
  },

  /** The next one at each query; then the others, as they are written. */
  ROUND_ROBIN {
    @Override
    <T> List<T> order(List<T> all, int turn) {
      List<T> order = new ArrayList<>(all);
      order.addFirst(order.remove(Math.floorMod(turn, all.size())));
      return order;
    }
  },

  /** As they are written. */
  SEQUENTIAL {
    @Override
    <T> List<T> order(List<T> all, int turn) {
      return all;
    }
  };

  /** The order for one query, which is the {@code turn}th. */
  abstract <T> List<T> order(List<T> all, int turn);

  /** As the Corefile has it: {@code round_robin}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Policy::word).toList();
  }

  static Policy of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
