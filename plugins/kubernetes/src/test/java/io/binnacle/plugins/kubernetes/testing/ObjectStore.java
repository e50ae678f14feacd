// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects of all kinds, their versions, and what happened to them.
 *
 * <p><i>Safe for use by many threads.</i> All is done under its lock.
 */
final class ObjectStore {
  /** What a watch is told. */
  sealed interface Signal {
    /** An object is new (no before), changed, or gone (no after). */
    record Change(
        long version, String resource, @Nullable ObjectNode before, @Nullable ObjectNode after)
        implements Signal {}

    /** Nothing happened up to here. */
    record Bookmark(long version) implements Signal {}

    /** The watch is over: in order, or by cutting the connection. */
    enum End implements Signal {
      IN_ORDER,
      CUT
    }
  }

  /** All objects of a resource at one version. */
  record Snapshot(long version, List<ObjectNode> objects) {}

  private final Map<String, Map<String, ObjectNode>> resources = new HashMap<>();
  private final List<Signal.Change> history = new ArrayList<>();
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private long version = 1;
  private long oldest = 1;

  /** Where a watch reads what happens. */
  final class Watcher implements AutoCloseable {
    private final String resource;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private Watcher(String resource) {
      this.resource = resource;
    }

    BlockingQueue<Signal> signals() {
      return signals;
    }

    @Override
    public void close() {
      watchers.remove(this);
    }
  }

  /** Creates an object, or replaces the one of the same name. */
  synchronized void put(String resource, String key, ObjectNode object) {
    ObjectNode after = object.deepCopy();
    after.withObjectProperty("metadata").put("resourceVersion", String.valueOf(++version));
    ObjectNode before = objects(resource).put(key, after);
    record(new Signal.Change(version, resource, before, after));
  }

  /** Deletes an object. */
  synchronized void delete(String resource, String key) {
    ObjectNode before = objects(resource).remove(key);
    if (before == null) {
      throw new IllegalArgumentException("no " + key + " in " + resource);
    }
    record(new Signal.Change(++version, resource, before, null));
  }

  private Map<String, ObjectNode> objects(String resource) {
    return resources.computeIfAbsent(resource, name -> new TreeMap<>());
  }

  private void record(Signal.Change change) {
    history.add(change);
    for (Watcher watcher : watchers) {
      if (watcher.resource.equals(change.resource())) {
        watcher.signals.add(change);
      }
    }
  }

  /** What is there now. */
  synchronized Snapshot list(String resource) {
    return new Snapshot(version, List.copyOf(objects(resource).values()));
  }

  /** A watch of what happens after this version, or null where that has been forgotten. */
  synchronized @Nullable Watcher watch(String resource, long after) {
    if (after < oldest) {
      return null;
    }
    Watcher watcher = new Watcher(resource);
    for (Signal.Change change : history) {
      if (change.version() > after && change.resource().equals(resource)) {
        watcher.signals.add(change);
      }
    }
    watchers.add(watcher);
    return watcher;
  }

  /** Forgets what happened before now. */
  synchronized void compact() {
    history.clear();
    oldest = version;
  }

  /** The newest version. */
  synchronized long version() {
    return version;
  }

  /** Tells all watches that nothing else has happened. */
  synchronized void bookmark() {
    watchers.forEach(watcher -> watcher.signals.add(new Signal.Bookmark(version)));
  }

  /** Ends all watches. */
  synchronized void end(Signal.End how) {
    watchers.forEach(watcher -> watcher.signals.add(how));
  }

  /** How many watches there are. */
  int watchers() {
    return watchers.size();
  }
}
