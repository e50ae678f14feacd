// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Passes queries on to upstreams, and lets others judge these. A handler's face.
 *
 * <p><i>Safe for use by many threads.</i> Does not block.
 */
public interface Forwarder {
  /** The zones whose names are passed on. */
  Zones zones();

  /** The upstreams as they are now; one that stays is the same object. */
  List<? extends Hop> upstreams();

  /**
   * Where queries are passed on to. Its text is its address and port: {@code 192.0.2.1:53}.
   *
   * <p><i>Safe for use by many threads.</i> Does not block.
   */
  interface Hop {
    /**
     * Asks this upstream and no other, whatever is known of it, once the server has started. Fails
     * if there is no response in time.
     */
    CompletionStage<? extends Response> ask(Question question, Duration timeout);

    /**
     * Keeps queries away from it, but for those of {@link #ask}. Those that no other upstream can
     * answer fail for this reason.
     */
    void suspend(String reason);

    /** Ends that. */
    void resume();
  }
}
