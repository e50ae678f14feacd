// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Things that a configuration takes over from the one before it: the first who wants one opens it,
 * the last who lets it go closes it. During a reload both have it. To be kept with {@link
 * Setup#kept}, and taken when the server starts.
 *
 * <p><i>Safe for use by many threads.</i> One is opened or closed at a time.
 *
 * @param <K> what tells one thing from another, such as its address
 * @param <V> the things
 */
public final class Leases<K, V extends AutoCloseable> {
  private final Map<K, Held> held = new HashMap<>();

  private final class Held {
    final K key;
    final V value;
    int leases;

    Held(K key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  /**
   * The thing of this key.
   *
   * @param open makes it, if nobody has it
   * @throws Exception if it cannot be opened
   */
  public synchronized Lease<V> take(K key, Callable<? extends V> open) throws Exception {
    Held thing = held.get(key);
    if (thing == null) {
      thing = new Held(key, open.call());
      held.put(key, thing);
    }
    thing.leases++;
    Held leased = thing;
    return new Lease<>(leased.value, () -> giveBack(leased));
  }

  /** The thing of this key, if somebody has it. */
  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(held.get(key)).map(thing -> thing.value);
  }

  private synchronized void giveBack(Held thing) throws Exception {
    thing.leases--;
    if (thing.leases == 0) {
      held.remove(thing.key);
      thing.value.close();
    }
  }

  /**
   * A share of a thing.
   *
   * <p><i>Immutable.</i>
   *
   * @param end lets it go; to be closed once
   */
  public record Lease<V>(V value, AutoCloseable end) {}
}
