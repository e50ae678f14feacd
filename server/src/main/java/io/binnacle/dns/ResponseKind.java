// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * What a response says, for those who log, cache or rewrite it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2308#section-2">RFC 2308, section 2</a>
 */
public enum ResponseKind {
  /** Here are the records, or there is at least such a name. */
  ANSWER,
  /** Others have the records. */
  REFERRAL,
  /** There is no such name. */
  NXDOMAIN,
  /** There is the name, but no record of this type. */
  NODATA,
  /** The server could not or would not try: SERVFAIL, NOTIMP. */
  SERVER_ERROR,
  /** A zone transfer. */
  META,
  /** Anything else, REFUSED for one; also answers for a name that does not exist. */
  OTHER_ERROR;

  /** The kind of this response to this question. */
  public static ResponseKind of(ResponseHeader response, Question question) {
    if (question.type() == Type.AXFR || question.type() == Type.IXFR) {
      return META;
    }
    boolean hasAnswers = response.sections().answerCount() > 0;
    return switch (response.rcode()) {
      case Rcode.NOERROR -> hasAnswers ? ANSWER : withoutAnswers(response.sections());
      case Rcode.NXDOMAIN -> hasAnswers ? OTHER_ERROR : NXDOMAIN;
      case Rcode.SERVFAIL, Rcode.NOTIMP -> SERVER_ERROR;
      default -> OTHER_ERROR;
    };
  }

  private static ResponseKind withoutAnswers(CompiledResponse sections) {
    if (sections.hasAuthority(Type.SOA)) {
      return NODATA;
    }
    return sections.hasAuthority(Type.NS) ? REFERRAL : ANSWER;
  }
}
