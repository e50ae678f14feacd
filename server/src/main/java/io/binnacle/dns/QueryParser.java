// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.jspecify.annotations.Nullable;

/**
 * Reads queries. Allocates the question and nothing else.
 *
 * <p><i>Confined to one event loop.</i>
 */
public final class QueryParser implements QueryHeader {
  /** What is to be done with a message. */
  public enum Verdict {
    /** It is a query; this object has its values until the next call. */
    ACCEPTED,
    /** No response at all: shorter than a header, or itself a response. */
    IGNORED,
    /** A header with FORMERR goes back; {@link #id()} and {@link #flags()} are valid. */
    FORMERR,
    /** A header with NOTIMP goes back. */
    NOTIMP,
    /** A response with BADVERS and an OPT record goes back. */
    BADVERS
  }

  /** Reads the first {@code length} bytes. */
  public Verdict parse(byte[] message, int length) {
    throw new UnsupportedOperationException("wire helper");
  }

  @Override
  public int id() {
    throw new UnsupportedOperationException("wire helper");
  }

  @Override
  public int flags() {
    throw new UnsupportedOperationException("wire helper");
  }

  @Override
  public Question question() {
    throw new UnsupportedOperationException("wire helper");
  }

  @Override
  public byte[] askedName() {
    throw new UnsupportedOperationException("wire helper");
  }

  @Override
  public @Nullable Edns edns() {
    throw new UnsupportedOperationException("wire helper");
  }
}
