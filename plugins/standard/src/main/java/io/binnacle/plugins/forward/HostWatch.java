// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.corefile.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the upstreams that are written as names: at the start, and from then on again and again,
 * on a virtual thread of its own. What was found last is used until something else is found.
 *
 * <p><i>Safe for use by many threads</i>: one thread does the work, others start and end it.
 */
final class HostWatch implements AutoCloseable {
  /** How long the start waits for the first look-ups. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration AFTER_SUCCESS = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private static final Logger logger = LoggerFactory.getLogger(HostWatch.class);

  private final Upstreams upstreams;
  private final HostLookup lookup;
  private final Set<Upstream> unknown = new HashSet<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("forward-hosts").unstarted(this::run);

  HostWatch(Upstreams upstreams, HostLookup lookup) {
    this.upstreams = upstreams;
    this.lookup = lookup;
  }

  /** Starts, and waits for the first look-ups, but not for ever: they may need this very server. */
  void start() throws InterruptedException {
    if (upstreams.named().isEmpty()) {
      return;
    }
    thread.start();
    if (!first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      logger.warn("The look-up of upstreams takes long; starting without them");
    }
  }

  private void run() {
    try {
      while (true) {
        upstreams.named().forEach(this::look);
        first.countDown();
        Thread.sleep(unknown.isEmpty() ? AFTER_SUCCESS : AFTER_FAILURE);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void look(Upstream upstream) {
    String host = upstream.host();
    try {
      upstreams.found(upstream, lookup.addresses(host));
      if (unknown.remove(upstream)) {
        logger.info("Found upstream {}", host);
      }
    } catch (IOException e) {
      if (unknown.add(upstream)) {
        logger.warn("Cannot look up upstream {}, trying on: {}", host, e.toString());
      }
    } catch (RuntimeException | Error e) { // a fault of the program; the next look may go well
      unknown.add(upstream);
      logger.error("Upstream {}", host, e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
