// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.binnacle.dns.Edns;
import io.binnacle.dns.EdnsOption;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Transport;
import java.util.List;

/**
 * What an upstream is asked, and all that its answer depends on: queries that are equal here need
 * to be asked only once.
 *
 * <p>A client's EDNS options are not among it. None of those that resolvers define is meant to be
 * passed on by a forwarder: cookies and keepalive belong to one hop, and a client subnet would make
 * of one question as many as there are subnets. Those that a plugin has set are.
 *
 * <p><i>Immutable.</i>
 *
 * @param flags RD, AD and CD, as bits of the header's second word; other bits are left out
 * @param isDnssecOk whether DNSSEC records are wanted
 * @param options EDNS options that plugins have set
 * @param transport how to ask; a response that UDP has truncated is asked for again over TCP
 */
public record UpstreamQuery(
    Question question,
    int flags,
    boolean isDnssecOk,
    List<EdnsOption> options,
    Transport transport) {
  /** Recursion desired. */
  public static final int RD = 0x0100;

  private static final int AD = 0x0020;
  private static final int CD = 0x0010;

  /** What an upstream is asked. */
  public UpstreamQuery {
    flags &= RD | AD | CD;
    options = List.copyOf(options);
  }

  /** What an upstream is asked, without EDNS options. */
  public UpstreamQuery(Question question, int flags, boolean isDnssecOk, Transport transport) {
    this(question, flags, isDnssecOk, List.of(), transport);
  }

  /** What a client asks, to be passed on. */
  public static UpstreamQuery of(Query query, Transport transport) {
    Edns edns = query.edns();
    return new UpstreamQuery(
        query.question(),
        query.flags(),
        query.isDnssecOk(),
        edns == null ? List.of() : edns.passedOn(),
        transport);
  }
}
