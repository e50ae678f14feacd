// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.apiserver;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * <p><i>Immutable.</i>
 *
 * @param firstPause after a failure, before the next attempt
 * @param longestPause after many failures
 * @param answer for a response to begin
 * @param listSilence for more of a list
 * @param watchSilence for an event; the API server sends a bookmark about once a minute
 * @param watchLength how long a watch should last, at least; at most twice that
 */
record Patience(
    Duration firstPause,
    Duration longestPause,
    Duration answer,
    Duration listSilence,
    Duration watchSilence,
    Duration watchLength) {

  static final Patience DEFAULT =
      new Patience(
          Duration.ofMillis(800),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(100),
          Duration.ofMinutes(5));
}
