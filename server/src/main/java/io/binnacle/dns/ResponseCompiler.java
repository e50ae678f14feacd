// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.xbill.DNS.Message;

/**
 * Messages to compiled responses.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
public final class ResponseCompiler {
  private ResponseCompiler() {}

  /** The sections of {@code message}, without its OPT record, as the answer to {@code question}. */
  public static CompiledResponse compile(Message message, Question question) {
    throw new UnsupportedOperationException("wire helper");
  }

  /** The flags of the message's header that a response keeps: AA, TC, RA, AD. */
  public static int flags(Message message) {
    throw new UnsupportedOperationException("wire helper");
  }

  /** A copy of the message with these flags set, and those cleared. */
  public static Message withFlags(Message message, int set, int clear) {
    throw new UnsupportedOperationException("wire helper");
  }
}
