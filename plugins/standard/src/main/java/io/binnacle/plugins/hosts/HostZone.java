// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.WireResponse;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * A zone that hosts are in, and its negative responses. No file says who has its authority, so its
 * SOA record is made up: without one, nobody may remember that a name does not exist.
 *
 * <p><i>Immutable.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2308#section-3">RFC 2308, section 3</a>
 */
final class HostZone {
  /** A file may have the name soon. */
  private static final int LONGEST_NEGATIVE_TTL = 30;

  /** Of nobody, as RFC 2606 has it. */
  private static final byte[] MAILBOX = WireName.of("nobody.invalid");

  private static final int SERIAL = 1;
  private static final int REFRESH = 7200;
  private static final int RETRY = 1800;
  private static final int EXPIRE = 86_400;

  private final byte[] apex;
  private final int ttl;

  /** A zone with hosts of this time to live. */
  HostZone(Name apex, int ttl) {
    this.apex = WireName.lowerCased(apex);
    this.ttl = Math.min(ttl, LONGEST_NEGATIVE_TTL);
  }

  /** The name does not exist. */
  WireResponse noName(Question question) {
    return negative(question, Rcode.NXDOMAIN);
  }

  /** The name exists, but not with the type asked. */
  WireResponse noData(Question question) {
    return negative(question, Rcode.NOERROR);
  }

  private WireResponse negative(Question question, int rcode) {
    ResponseBuilder builder =
        ResponseBuilder.inZone(apex, question.nameLength() - apex.length)
            .authority()
            .soa(ttl, apex, MAILBOX, SERIAL, REFRESH, RETRY, EXPIRE, ttl);
    return WireResponse.of(builder.build(), rcode, Host.AUTHORITATIVE).live();
  }
}
