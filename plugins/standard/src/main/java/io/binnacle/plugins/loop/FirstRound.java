// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

/**
 * Whether upstreams have been probed since the process began: only a start waits for that to be
 * ready, not a reload.
 *
 * <p><i>Safe for use by many threads.</i> One field.
 */
final class FirstRound {
  private volatile boolean isOver;

  boolean isOver() {
    return isOver;
  }

  void end() {
    isOver = true;
  }
}
