// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of sockets that hold less than they should: once, as it is the same for all of them.
 *
 * <p><i>Safe for use by many threads.</i> The first of them warns.
 */
final class BufferCheck {
  private static final Logger logger = LoggerFactory.getLogger(BufferCheck.class);

  private final AtomicBoolean hasWarned = new AtomicBoolean();

  /** The system grants a socket so many bytes to hold messages that come. */
  void granted(int bytes) {
    if (bytes < Datagrams.BUFFER && hasWarned.compareAndSet(false, true)) {
      logger.warn(
          "Bursts of queries over UDP will be lost: sockets may hold {} bytes, not {}; allow that"
              + " with sysctl -w net.core.rmem_max={}",
          bytes,
          Datagrams.BUFFER,
          Datagrams.BUFFER);
    }
  }
}
