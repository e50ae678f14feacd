// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.ObjectDecoder;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes objects of one kind into the index, as they come from the API server. What of an object
 * cannot be read is left out, with one line.
 *
 * <p><i>Confined to one thread.</i>
 */
final class ObjectWriter {
  private static final Logger logger = LoggerFactory.getLogger(ObjectWriter.class);
  private static final int MAX_COMPLAINTS = 1000;

  private final Kind kind;
  private final ClusterIndex index;
  private final ObjectDecoder decoder = new ObjectDecoder(this::complain);
  private final Set<String> complaints = new HashSet<>();
  private Set<ObjectKey> listed = new HashSet<>();
  private boolean isListing;
  private String subject = "";

  ObjectWriter(Kind kind, ClusterIndex index) {
    this.kind = kind;
    this.index = index;
  }

  /** From here on, all objects that there are will be written. */
  void beginList() {
    listed = new HashSet<>();
    isListing = true;
  }

  /** All have been written: what was not is gone. */
  void endList() {
    index.listed(kind, listed);
    logger.info("{} {} listed", listed.size(), kind.plural());
    listed = new HashSet<>();
    isListing = false;
  }

  /** Objects may change unheard. */
  void lost() {
    index.lost(kind);
  }

  /** What was missed is being told, and what happens from now on. */
  void found() {
    index.found(kind);
  }

  /** An object is there, or has changed. */
  void put(Value value) {
    ObjectKey key = key(value);
    if (key == null) {
      return;
    }
    ClusterObject object = decoder.decode(kind, key, value);
    if (object == null) {
      index.remove(kind, key);
      return;
    }
    index.apply(object);
    if (isListing) {
      listed.add(key);
    }
  }

  /** An object is gone. */
  void remove(Value value) {
    ObjectKey key = key(value);
    if (key != null) {
      index.remove(kind, key);
      listed.remove(key);
    }
  }

  private @Nullable ObjectKey key(Value value) {
    subject = kind + " without name";
    ObjectKey key = decoder.key(value);
    subject = kind + " " + key;
    return key;
  }

  private void complain(String what, Value found) {
    String complaint = subject + ": expected " + what + ", found " + found.description();
    if (complaints.size() < MAX_COMPLAINTS && complaints.add(complaint)) {
      logger.warn("{}; left out", complaint);
    }
  }
}
