// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.xbill.DNS.Message;

/**
 * Between wire form and dnsjava's messages, for those who pay for it.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 */
public final class MessageCodec {
  private MessageCodec() {}

  /** The query as a message. */
  public static Message query(QueryHeader query) {
    throw new UnsupportedOperationException("wire helper");
  }

  /** The response as a message, with {@code question} as its question and id 0. */
  public static Message message(ResponseHeader response, Question question) {
    throw new UnsupportedOperationException("wire helper");
  }
}
