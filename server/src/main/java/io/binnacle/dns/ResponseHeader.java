// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.jspecify.annotations.Nullable;

/** What {@link ResponseWriter} sends: compiled sections under a header. */
public interface ResponseHeader {
  /** The sections behind the question. */
  CompiledResponse sections();

  /** The response code, 0 to 4095. */
  int rcode();

  /** The flags, as bits of the header's second word. */
  int flags();

  /** What has become of the TTLs by the time that the response is sent. */
  default Ageing ageing() {
    return Ageing.None.NONE;
  }

  /** Whether address records are to be put in a random order. */
  boolean isShuffled();

  /** Why the answer is what it is, or null. */
  @Nullable ExtendedError extendedError();
}
