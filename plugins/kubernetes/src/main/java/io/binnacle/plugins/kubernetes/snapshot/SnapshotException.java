// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import java.io.IOException;

/** What is wrong with the bytes of a snapshot. */
public final class SnapshotException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * A problem.
   *
   * @param message goes on after the name of the file, as in {@code is damaged}
   */
  SnapshotException(String message) {
    super(message);
  }

  static SnapshotException malformed(String expected) {
    return new SnapshotException("is malformed: expected " + expected);
  }
}
