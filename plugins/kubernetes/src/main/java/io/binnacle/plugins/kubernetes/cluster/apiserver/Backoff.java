// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: twice as long after each failure, up to a bound, and spread at random so
 * that replicas do not come back all at once.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration next;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
    this.next = first;
  }

  /** The pause after one more failure: from half of what it would be to half as much again. */
  Duration next() {
    long nanos = (long) (next.toNanos() * (0.5 + random.nextDouble()));
    next = next.multipliedBy(2);
    if (next.compareTo(longest) > 0) {
      next = longest;
    }
    return Duration.ofNanos(Math.min(nanos, longest.toNanos()));
  }

  /** After a success. */
  void reset() {
    next = first;
  }
}
