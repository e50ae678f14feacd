// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An index that only remembers, and fails when it is fed by two threads at once.
 *
 * <p><i>Safe for use by many threads.</i> All is done under its lock.
 */
public final class MapIndex implements ClusterIndex {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A key with its kind: keys are unique only within one. */
  private record Place(Kind kind, ObjectKey key) {}

  private final Map<Place, ClusterObject> objects = new HashMap<>();
  private final Set<Kind> listed = EnumSet.noneOf(Kind.class);
  private final Set<Kind> lost = EnumSet.noneOf(Kind.class);
  private final AtomicBoolean isWriting = new AtomicBoolean();
  private int lists;

  @Override
  public void apply(ClusterObject object) {
    write(() -> objects.put(new Place(object.kind(), object.key()), object));
  }

  @Override
  public void remove(Kind kind, ObjectKey key) {
    write(() -> objects.remove(new Place(kind, key)));
  }

  @Override
  public void listed(Kind kind, Set<ObjectKey> keys) {
    write(
        () -> {
          objects.keySet().removeIf(place -> place.kind() == kind && !keys.contains(place.key()));
          listed.add(kind);
          lost.remove(kind);
          lists++;
        });
  }

  @Override
  public void lost(Kind kind) {
    write(() -> lost.add(kind));
  }

  @Override
  public void found(Kind kind) {
    write(() -> lost.remove(kind));
  }

  private void write(Runnable change) {
    if (!isWriting.compareAndSet(false, true)) {
      throw new IllegalStateException("two writers at once");
    }
    synchronized (this) {
      change.run();
      notifyAll();
    }
    isWriting.set(false);
  }

  /** All that is there now, sorted. */
  public synchronized List<ClusterObject> objects() {
    List<ClusterObject> all = new ArrayList<>(objects.values());
    all.sort(Comparator.comparing(object -> object.kind() + " " + object.key()));
    return all;
  }

  /** The object of this key, or null. */
  public synchronized @Nullable ClusterObject get(Kind kind, String namespace, String name) {
    return objects.get(new Place(kind, new ObjectKey(namespace, name)));
  }

  /** The object of this type and key. */
  public synchronized <T extends ClusterObject> T get(
      Class<T> type, String namespace, String name) {
    for (ClusterObject object : objects.values()) {
      if (type.isInstance(object) && object.key().equals(new ObjectKey(namespace, name))) {
        return type.cast(object);
      }
    }
    return fail("no %s %s/%s in %s", type.getSimpleName(), namespace, name, objects.keySet());
  }

  /** The kinds that have been listed. */
  public synchronized Set<Kind> listed() {
    return EnumSet.copyOf(listed);
  }

  /** The kinds whose changes are not heard. */
  public synchronized Set<Kind> lost() {
    return Set.copyOf(lost);
  }

  /** How many lists were finished. */
  public synchronized int lists() {
    return lists;
  }

  /** Waits until this is so. */
  public synchronized void await(Predicate<MapIndex> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(this)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        fail("waited in vain; there is %s", objects.values());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail("interrupted");
      }
    }
  }

  /** Waits until there is an object of this key. */
  public void awaitPresent(Kind kind, String namespace, String name) {
    await(index -> index.get(kind, namespace, name) != null);
  }

  /** Waits until there is none. */
  public void awaitAbsent(Kind kind, String namespace, String name) {
    await(index -> index.get(kind, namespace, name) == null);
  }
}
