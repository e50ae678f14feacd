// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one kind's thread at a time through to the index, and nobody once it is closed.
 *
 * <p>Reading the first lists leaves as much behind as it finds. That is collected before the index
 * hears of the last of them: as long as not all is known, nobody is hurt by the pause. Where there
 * are few objects, a start is that much sooner over without.
 *
 * <p><i>Safe for use by many threads.</i> All is done under its lock.
 */
final class SingleWriter implements ClusterIndex, AutoCloseable {
  private static final int FEW = 1_000;

  private final ClusterIndex index;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Kind> unlisted;
  private int objects;
  private boolean isClosed;

  /** A writer of objects of these kinds. */
  SingleWriter(ClusterIndex index, Set<Kind> kinds) {
    this.index = index;
    this.unlisted = EnumSet.copyOf(kinds);
  }

  @Override
  public void apply(ClusterObject object) {
    write(() -> index.apply(object));
  }

  @Override
  public void remove(Kind kind, ObjectKey key) {
    write(() -> index.remove(kind, key));
  }

  @Override
  public void listed(Kind kind, Set<ObjectKey> keys) {
    write(
        () -> {
          if (unlisted.remove(kind)) {
            objects += keys.size();
            if (unlisted.isEmpty() && objects > FEW) {
              System.gc();
            }
          }
          index.listed(kind, keys);
        });
  }

  @Override
  public void lost(Kind kind) {
    write(() -> index.lost(kind));
  }

  @Override
  public void found(Kind kind) {
    write(() -> index.found(kind));
  }

  @Override
  public void close() {
    write(() -> isClosed = true);
  }

  private void write(Runnable change) {
    lock.lock();
    try {
      if (!isClosed) {
        change.run();
      }
    } finally {
      lock.unlock();
    }
  }
}
