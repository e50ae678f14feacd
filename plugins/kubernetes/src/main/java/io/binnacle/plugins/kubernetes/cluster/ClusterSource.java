// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.io.IOException;

/**
 * Where a cluster's objects are learned from.
 *
 * <p><i>Immutable</i> until started.
 */
public interface ClusterSource {
  /**
   * Begins to feed the index, and goes on until the feed is closed. May block for as long as files
   * take to read, but not for an answer from the API server.
   *
   * @param requests sees what the API server is asked, if there is one
   * @throws IOException if what it needs is missing or wrong, with a sentence for the operator
   */
  ClusterFeed start(ClusterIndex index, RequestObserver requests) throws IOException;

  /**
   * What tells the cluster, and the objects that are wanted of it, from others: in words that are
   * the same in each process.
   *
   * @throws IOException as {@link #start}
   */
  String identity() throws IOException;
}
