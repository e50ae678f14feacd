// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

/**
 * How far the process is. A reload changes nothing about it.
 *
 * <p><i>Safe for use by many threads.</i> One field.
 */
final class Progress {
  private volatile Phase phase = Phase.STARTING;

  enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  Phase phase() {
    return phase;
  }

  void serving() {
    phase = Phase.SERVING;
  }

  void stopping() {
    phase = Phase.STOPPING;
  }
}
