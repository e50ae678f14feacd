// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.jspecify.annotations.Nullable;

/**
 * What {@link ResponseParser} makes of a message from an upstream.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface ParsedResponse {
  /**
   * The answer to the question.
   *
   * @param sections its records, as they came, without OPT and TSIG
   * @param rcode the response code, the eight bits of EDNS included
   * @param flags AA, TC, RA, AD
   * @param extendedError what the upstream says about it, or null
   */
  record Accepted(
      CompiledResponse sections, int rcode, int flags, @Nullable ExtendedError extendedError)
      implements ParsedResponse, ResponseHeader {
    @Override
    public boolean isShuffled() {
      return false;
    }

    /** Whether there is more to be had over a stream. */
    public boolean isTruncated() {
      return (flags & Octets.TC) != 0;
    }
  }

  /**
   * A message to be ignored: whoever waits for an answer goes on waiting, since anybody may have
   * sent it.
   */
  enum Rejected implements ParsedResponse {
    /** It answers another question, or none. */
    MISMATCHED,
    /** It breaks the rules of its format. */
    MALFORMED
  }
}
