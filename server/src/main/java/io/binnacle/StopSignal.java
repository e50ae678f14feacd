// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wish of whoever runs the program that it end.
 *
 * <ul>
 *   <li>SIGTERM: go on serving while the plugins prepare for the stop, answer what is in flight,
 *       end.
 *   <li>SIGINT: close everything and end; a second one, or one that comes while the server is
 *       stopping, ends the process with code 2.
 *   <li>SIGHUP is not a wish to end, and does nothing.
 * </ul>
 *
 * <p><i>Safe for use by many threads.</i>
 */
final class StopSignal {
  private static final Logger logger = LoggerFactory.getLogger(StopSignal.class);
  private static final int IMPATIENT = 2;

  /** How to end. */
  enum Manner {
    /** Without losing a query. */
    GRACEFUL,
    /** Without waiting for anything. */
    AT_ONCE,
    /** Without waiting, and not by anybody's wish. */
    BROKEN
  }

  private final CompletableFuture<Manner> manner = new CompletableFuture<>();

  /** Takes over the process's signals. */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    Signals.handle("TERM", () -> stop.manner.complete(Manner.GRACEFUL));
    Signals.handle("INT", stop::interrupt);
    Signals.handle("HUP", () -> logger.debug("SIGHUP: ignored"));
    return stop;
  }

  private void interrupt() {
    if (!manner.complete(Manner.AT_ONCE)) {
      Runtime.getRuntime().halt(IMPATIENT);
    }
  }

  /** The server cannot go on. */
  void broken() {
    manner.complete(Manner.BROKEN);
  }

  /** Runs this when it comes. */
  void whenAsked(Runnable action) {
    var _ = manner.thenRun(action);
  }

  boolean isAsked() {
    return manner.isDone();
  }

  /** Waits for it. */
  Manner await() {
    return manner.join();
  }
}
