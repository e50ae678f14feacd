// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.cluster.RequestObserver;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import java.io.IOException;

/**
 * Objects from the API server: listed, then watched.
 *
 * <p><i>Immutable.</i>
 */
public record ApiServerSource(ApiServerAccess access, Selection selection)
    implements ClusterSource {
  @Override
  public ClusterFeed start(ClusterIndex index, RequestObserver requests) throws IOException {
    return ApiServerFeed.start(access, selection, index, requests, Patience.DEFAULT);
  }

  @Override
  public String identity() throws IOException {
    return ClientConfig.of(access).getMasterUrl() + ", " + selection;
  }
}
