// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where what is known of a cluster is kept for the next start.
 *
 * <p><i>Immutable.</i>
 *
 * @param folder where its file lies
 * @param maxAge how long ago the cluster may have been heard last; what is older is not used
 */
record SnapshotConfig(Path folder, Duration maxAge) {
  /*
   * While the API server is away, nothing can move: no pod gets another address, no endpoint is
   * replaced. So how long it has been away says little about how wrong the last known state is, and
   * the bound is there for machines that come back after they have long been forgotten.
   */
  private static final Duration MAX_AGE = Duration.ofHours(24);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** Reads {@code snapshot PATH [MAX_AGE]}; relative paths count from the file that names them. */
  static SnapshotConfig parse(Directive option) throws CorefileException {
    option.arguments(1, 2, "a folder");
    Path folder = option.value(0, "a folder", Path::of);
    return new SnapshotConfig(
        Path.of(option.position().file()).resolveSibling(folder),
        option.has(1) ? option.duration(1, "a duration", SHORTEST, LONGEST) : MAX_AGE);
  }
}
