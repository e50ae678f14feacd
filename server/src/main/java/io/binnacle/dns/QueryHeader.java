// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.jspecify.annotations.Nullable;

/** The part of a query that its response repeats or obeys. */
public interface QueryHeader {
  /** The message id, 0 to 65535. */
  int id();

  /** The header's second 16 bits: flags, opcode and response code. */
  int flags();

  /** What is asked. */
  Question question();

  /** The OPT record, or null if the query has none. */
  @Nullable Edns edns();
}
