// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.GoDuration;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.plugins.kubernetes.snapshot.Snapshot;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotException;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins with a cluster as it was known last, before anything is heard of it.
 *
 * <p><i>Used at set-up only.</i>
 */
final class WarmStart {
  private static final Logger logger = LoggerFactory.getLogger(WarmStart.class);

  private WarmStart() {}

  /** Fills an index from a snapshot; does nothing, with a line that says why, if that is no use. */
  static void restore(SnapshotFile file, Duration maxAge, RecordIndex index) {
    try {
      Snapshot snapshot = file.read();
      Duration age = Duration.between(snapshot.when(), Instant.now());
      if (age.abs().compareTo(maxAge) > 0) { // or of the future, by a clock that was wrong
        logger.warn("snapshot {} is not used: it is of {}, too long ago", file, snapshot.when());
        return;
      }
      index.restore(snapshot.objects());
      logger.info(
          "snapshot {} is served until the cluster is heard: {} objects, known {} ago",
          file,
          snapshot.objects().size(),
          GoDuration.format(age.truncatedTo(ChronoUnit.SECONDS)));
    } catch (NoSuchFileException _) {
      logger.debug("there is no snapshot {}", file);
    } catch (SnapshotException e) {
      logger.warn("snapshot {} is not used: it {}", file, e.getMessage());
    } catch (IOException e) {
      logger.warn("snapshot {} is not used: {}", file, e.toString());
    }
  }
}
