// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.cluster.ClusterIndex;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.cluster.RequestObserver;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Objects from files, whose changes are followed.
 *
 * <p><i>Immutable.</i>
 *
 * @param paths files, or folders of them
 */
public record ManifestSource(List<Path> paths, Selection selection) implements ClusterSource {
  public ManifestSource {
    paths = List.copyOf(paths);
  }

  @Override
  public ClusterFeed start(ClusterIndex index, RequestObserver requests) throws IOException {
    try {
      return ManifestFeed.start(new ManifestFiles(paths), selection, index);
    } catch (ManifestException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String identity() {
    return paths + ", " + selection;
  }
}
