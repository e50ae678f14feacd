// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import io.binnacle.dns.CompiledResponse;
import io.binnacle.plugin.WireResponse;

/**
 * What becomes of a response.
 *
 * <p><i>Immutable.</i>
 */
sealed interface Verdict {
  /**
   * It is held.
   *
   * @param sent the response for those who wait for it: whole, its TTLs within the limits
   * @param sections what is held of it
   * @param ttl for how long, in seconds; at least 1
   * @param signedFor how long its signatures are valid yet, in seconds
   */
  record Hold(Held.Kind kind, WireResponse sent, CompiledResponse sections, int ttl, int signedFor)
      implements Verdict {}

  /** It is not. */
  enum Pass implements Verdict {
    /** It is of a kind that is not held. */
    UNFIT,
    /** Not one of its answers has to do with the question. */
    UNRELATED
  }
}
