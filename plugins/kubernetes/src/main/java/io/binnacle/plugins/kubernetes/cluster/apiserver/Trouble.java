// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import io.binnacle.plugins.kubernetes.cluster.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a kind from being followed: what the operator is told of it, one line for each failure
 * however often it is tried, and for how long the API server is left alone.
 *
 * <p>There are three sorts of failures, each with pauses of its own: when the server is back after
 * a long while, but has forgotten where we were, we need not wait as long again.
 *
 * <p><i>Confined to one thread</i>, but for {@link #now()}.
 */
final class Trouble {
  private static final Logger logger = LoggerFactory.getLogger(Trouble.class);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  private final Kind kind;
  private final Backoff unreachable;
  private final Backoff refused;
  private final Backoff forgotten;
  private final Set<String> told = new HashSet<>();
  private volatile String now = "no answer yet";

  Trouble(Kind kind, Patience patience, RandomGenerator random) {
    this.kind = kind;
    this.unreachable = new Backoff(patience.firstPause(), patience.longestPause(), random);
    this.refused = new Backoff(patience.firstPause(), patience.longestPause(), random);
    this.forgotten = new Backoff(patience.firstPause(), patience.longestPause(), random);
  }

  /** What is wrong now; empty when nothing is. */
  String now() {
    return now;
  }

  /** The API server does not answer; how long to wait. */
  Duration unreachable(String failure) {
    tell(failure);
    return unreachable.next();
  }

  /** A watch ended before it had brought anything; how long to wait. */
  Duration fruitless() {
    return unreachable.next();
  }

  /** The API server says no; how long to wait, which may be as long as it wants. */
  Duration refused(String failure, Duration retryAfter) {
    tell(failure);
    unreachable.reset();
    Duration pause = refused.next();
    Duration asked =
        retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    return asked.compareTo(pause) > 0 ? asked : pause;
  }

  /** What was seen last is too old; how long to wait before all is listed anew. */
  Duration forgotten(String failure) {
    logger.debug("{}: listing again: {}", kind.plural(), failure);
    now = failure;
    unreachable.reset();
    return forgotten.next();
  }

  /** A list is coming in. */
  void isListing() {
    now = "not all listed yet";
    refused.reset();
  }

  /** The list is complete. */
  void isListed() {
    now = "";
  }

  /** A watch goes on: whatever was wrong is over. */
  void isWatching() {
    now = "";
    unreachable.reset();
    refused.reset();
    forgotten.reset();
    if (!told.isEmpty()) {
      told.clear();
      logger.info("{}: watching again", kind.plural());
    }
  }

  private void tell(String failure) {
    now = failure;
    if (told.add(failure)) {
      logger.warn("{}: {}; trying again", kind.plural(), failure);
    }
  }
}
