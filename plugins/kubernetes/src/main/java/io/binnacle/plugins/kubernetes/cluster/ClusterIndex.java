// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.util.Set;

/**
 * What is known of a cluster, as its source feeds it.
 *
 * <p>Called by one thread at a time, and each call happens before the next.
 */
public interface ClusterIndex {
  /** This object is there: new, changed, or just as before. */
  void apply(ClusterObject object);

  /** An object is not there, or not any more; it need not be known. */
  void remove(Kind kind, ObjectKey key);

  /**
   * All objects of this kind have been applied: those known that are not among {@code keys} are
   * gone. From the first such call on, what is not known of this kind does not exist.
   */
  void listed(Kind kind, Set<ObjectKey> keys);

  /** From now on, objects of this kind may change unheard: what is known may not be so any more. */
  void lost(Kind kind);

  /** Changes are heard again, and so is what was missed; as it is from the first list on. */
  void found(Kind kind);
}
