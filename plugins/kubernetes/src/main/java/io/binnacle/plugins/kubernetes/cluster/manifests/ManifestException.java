// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import io.binnacle.plugins.kubernetes.cluster.Mark;
import java.nio.file.Path;

/**
 * Files that are not the manifests of a cluster. The message is for the operator: where, and why.
 */
final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Something about a file as a whole. */
  ManifestException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** Something at one place of a file. */
  ManifestException(Path file, Mark mark, String problem) {
    super(file + ":" + mark.line() + ":" + mark.column() + ": " + problem);
  }

  /** The whole sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
