// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

import io.binnacle.plugin.Forwarder;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upstreams that get no queries, because they would send them back.
 *
 * <pre>{@code
 *         LOOPS
 *    ┌─────────────┐
 *    │             ▼
 * in use       suspended      UNKNOWN: as it was
 *    ▲             │
 *    └─────────────┘
 *         CLEAR
 * }</pre>
 *
 * <p><i>Safe for use by many threads</i>: they exclude each other.
 */
final class Suspensions {
  private static final Logger logger = LoggerFactory.getLogger(Suspensions.class);

  private final Set<Forwarder.Hop> suspended = new HashSet<>();

  synchronized void judge(Forwarder.Hop upstream, Probe.Verdict verdict) {
    switch (verdict) {
      case LOOPS -> suspend(upstream);
      case CLEAR -> resume(upstream);
      case UNKNOWN -> {}
    }
  }

  private void suspend(Forwarder.Hop upstream) {
    if (suspended.add(upstream)) {
      upstream.suspend("forwarding loop through " + upstream);
      logger.error(
          "Forwarding loop: {} sends queries back to this server, and gets no more of them. Let"
              + " 'forward' name the real resolvers. If it reads a pod's /etc/resolv.conf, set the"
              + " kubelet's resolvConf to a file that names them, as"
              + " /run/systemd/resolve/resolv.conf does",
          upstream);
    }
  }

  private void resume(Forwarder.Hop upstream) {
    if (suspended.remove(upstream)) {
      upstream.resume();
      logger.info("{} does not send queries back any more, and gets them again", upstream);
    }
  }

  /** Forgets all other upstreams: they are gone. */
  synchronized void retain(Collection<? extends Forwarder.Hop> upstreams) {
    suspended.retainAll(upstreams);
  }

  /** Whether one of these is in use, or there is none at all. */
  synchronized boolean leaveAny(Collection<? extends Forwarder.Hop> upstreams) {
    return upstreams.isEmpty() || !suspended.containsAll(upstreams);
  }
}
