// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.plugin.Query;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import org.jspecify.annotations.Nullable;

/**
 * Tells which pod asks.
 *
 * <p><i>Safe for use by many threads.</i>
 */
record KnownClients(RecordIndex index) {
  /** The pod that sent the query; null where that is not certain. */
  @Nullable Pod pod(Query query) {
    return index.certainPodAt(IpAddress.of(query.client().address().getAddress()));
  }
}
