// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import java.time.Instant;
import java.util.List;

/**
 * A cluster as it once was.
 *
 * <p><i>Immutable.</i>
 *
 * @param when it was heard last
 * @param objects all that was known of it
 */
public record Snapshot(Instant when, List<ClusterObject> objects) {
  public Snapshot {
    objects = List.copyOf(objects);
  }
}
