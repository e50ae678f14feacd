// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * An answer to a query, in wire form or as a message. Plugins that look or flip bits never leave
 * wire form; plugins that change records say {@link #message} and pay for it.
 *
 * <p>It does not hold the question: what is sent back is the client's own.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface Response extends Reply permits WireResponse, MessageResponse {
  /** The response code, with the four bits of the header and the eight of EDNS: 0 to 4095. */
  int rcode();

  /** The flags, as bits of the header's second word: AA, TC, RA, AD. */
  int flags();

  /** Why the answer is what it is, or null. */
  @Nullable ExtendedError extendedError();

  /**
   * Whether it was made of local data that may change at any time, so that nobody shall hold it.
   */
  boolean isLive();

  /** What went wrong where this response was made, or null. */
  @Nullable Throwable cause();

  /**
   * The response as dnsjava's type; a fresh one, which the caller may change.
   *
   * @param question what this is the answer to: the question of the query that the caller has seen
   */
  Message message(Question question);

  /** The response in wire form, as the answer to this question. */
  WireResponse compile(Question question);

  /** The same response with these flags set, and those cleared. */
  Response withFlags(int set, int clear);

  /** The same response with a reason. */
  Response withExtendedError(ExtendedError reason);

  /** The same response, made of local data: never held by a cache, as the data are always newer. */
  Response live();

  /** An empty response with this code. */
  static Response error(int rcode) {
    return WireResponse.empty(rcode);
  }

  /** An empty response with this code and its reason. */
  static Response error(int rcode, ExtendedError reason) {
    return WireResponse.empty(rcode).withExtendedError(reason);
  }

  /** SERVFAIL because of this. */
  static Response failure(Throwable cause) {
    return failure(Rcode.SERVFAIL, cause);
  }

  /** An empty response with this code, because of this. */
  static Response failure(int rcode, Throwable cause) {
    return WireResponse.empty(rcode).withCause(cause);
  }
}
