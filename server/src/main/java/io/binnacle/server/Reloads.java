// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Corefile;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.CorefileReader;
import io.binnacle.corefile.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a server serve what its Corefile says now. What goes wrong is logged and counted, and the
 * server serves on as before.
 *
 * <p><i>Safe for use by many threads</i>: one reload after the other.
 */
final class Reloads {
  private static final Logger logger = LoggerFactory.getLogger(Reloads.class);

  private final Server server;
  private final CorefileReader reader;
  private final ReloadMetrics metrics;
  private final AtomicBoolean isChecking = new AtomicBoolean();

  /** What was found last and could not be served: a hash, or why it could not even be read. */
  private String failed = "";

  Reloads(Server server, CorefileReader reader, ReloadMetrics metrics) {
    this.server = server;
    this.reader = reader;
    this.metrics = metrics;
  }

  /** Begins to look, on a thread of its own, unless that is still going on from the last time. */
  void reloadIfChanged() {
    if (isChecking.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("reload")
          .start(
              () -> {
                try {
                  reload(false);
                } finally {
                  isChecking.set(false);
                }
              });
    }
  }

  /**
   * Reads the Corefile and serves what it says.
   *
   * @param always also if it says what is served already, or what could not be served
   */
  synchronized void reload(boolean always) {
    if (server.isStopping()) {
      return;
    }
    Corefile corefile;
    try {
      corefile = reader.read();
    } catch (CorefileException e) {
      if (always || !failed.equals(e.getMessage())) {
        failed(String.valueOf(e.getMessage()), lines(e));
      }
      return;
    }
    String hash = corefile.hash();
    if (!always && hash.equals(server.hash())) {
      failed = "";
    } else if (always || !hash.equals(failed)) {
      serve(corefile, hash);
    }
  }

  private void serve(Corefile corefile, String hash) {
    logger.info("Reloading");
    try {
      server.reload(corefile);
      failed = "";
      logger.info("Reloading complete");
    } catch (CorefileException e) {
      failed(hash, lines(e));
    } catch (StartException e) {
      failed(hash, e.reasons());
    } catch (RuntimeException e) {
      failed(hash, List.of(e.toString()));
      logger.error("This is a fault of the program", e);
    }
  }

  private void failed(String what, List<String> reasons) {
    if (server.isStopping()) {
      return; // which is why
    }
    failed = what;
    metrics.failed();
    reasons.forEach(reason -> logger.error("Reload failed: {}", reason));
  }

  private static List<String> lines(CorefileException e) {
    return e.problems().stream().map(Problem::toString).toList();
  }
}
