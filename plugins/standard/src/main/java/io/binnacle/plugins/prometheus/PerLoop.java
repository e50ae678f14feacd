// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Something for each event loop, made when it first asks: so that what all of them write on every
 * query is shared by none.
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class PerLoop<T> {
  private final List<T> all = new CopyOnWriteArrayList<>();
  private final FastThreadLocal<T> own;

  PerLoop(Supplier<T> make) {
    own =
        new FastThreadLocal<>() {
          @Override
          protected T initialValue() {
            T made = make.get();
            all.add(made);
            return made;
          }
        };
  }

  /** What belongs to the event loop that asks. */
  T own() {
    return own.get();
  }

  /** What there is so far, of all event loops. */
  List<T> all() {
    return List.copyOf(all);
  }
}
