// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something for each route, such as its counters: made when a route is first seen, then found at
 * the price of an array access. Belongs to one configuration: routes are counted anew in each.
 *
 * <p><i>Safe for use by many threads.</i>
 *
 * @param <T> a type that many threads may use
 */
public final class PerRoute<T> {
  private final Function<Route, T> make;
  private volatile AtomicReferenceArray<@Nullable T> made = new AtomicReferenceArray<>(8);

  /** Makes what is missing with {@code make}, once for each route. */
  public PerRoute(Function<Route, T> make) {
    this.make = make;
  }

  /** What belongs to this route. */
  public T of(Route route) {
    AtomicReferenceArray<@Nullable T> known = made;
    T found = route.index() < known.length() ? known.get(route.index()) : null;
    return found != null ? found : make(route);
  }

  private synchronized T make(Route route) {
    int index = route.index();
    AtomicReferenceArray<@Nullable T> known = made;
    if (index >= known.length()) {
      AtomicReferenceArray<@Nullable T> longer =
          new AtomicReferenceArray<>(Math.max(index + 1, 2 * known.length()));
      for (int i = 0; i < known.length(); i++) {
        longer.set(i, known.get(i));
      }
      made = longer;
      known = longer;
    }
    T found = known.get(index);
    if (found == null) {
      found = make.apply(route);
      known.set(index, found);
    }
    return found;
  }
}
