// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that a test writes manifests into. */
record ManifestFolder(Path path) {
  static final Selection ALL =
      new Selection(true, true, true, LabelSelector.ALL, LabelSelector.ALL);

  /** Writes a file, replacing what was there. */
  Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text);
  }

  /** What the folder holds. */
  MapIndex load() throws IOException {
    return load(ALL);
  }

  /** What of the folder is selected. */
  MapIndex load(Selection selection) throws IOException {
    MapIndex index = new MapIndex();
    new ManifestSource(List.of(path), selection).start(index, (host, code, nanos) -> {}).close();
    return index;
  }
}
