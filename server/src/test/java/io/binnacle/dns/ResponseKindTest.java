// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.WireResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ResponseKindTest {
  private static final Name NAME = Name.fromConstantString("www.example.org.");
  private static final byte[] ZONE = WireName.of("example.org.");

  @ParameterizedTest
  @CsvSource({
    "A,    NOERROR,  true,  NONE, ANSWER",
    "A,    NOERROR,  true,  NS,   ANSWER",
    "A,    NOERROR,  false, NONE, ANSWER",
    "A,    NOERROR,  false, NS,   REFERRAL",
    "A,    NOERROR,  false, SOA,  NODATA",
    "A,    NXDOMAIN, false, SOA,  NXDOMAIN",
    "A,    NXDOMAIN, false, NONE, NXDOMAIN",
    "A,    NXDOMAIN, true,  SOA,  OTHER_ERROR",
    "A,    SERVFAIL, false, NONE, SERVER_ERROR",
    "A,    NOTIMP,   false, NONE, SERVER_ERROR",
    "A,    REFUSED,  false, NONE, OTHER_ERROR",
    "AXFR, NOERROR,  true,  NONE, META",
    "IXFR, NOERROR,  true,  NONE, META",
  })
  void tellsWhatAResponseSays(
      String type, String rcode, boolean hasAnswer, String authority, ResponseKind kind) {
    Question question = Question.of(NAME, Type.value(type), DClass.IN);
    ResponseBuilder builder = ResponseBuilder.of(question);
    if (hasAnswer) {
      builder.a(5, 0xc0000201);
    }
    builder.authority().owner(ZONE);
    switch (authority) {
      case "NS" -> builder.ns(5, ZONE);
      case "SOA" -> builder.soa(5, ZONE, ZONE, 1, 2, 3, 4, 5);
      default -> {}
    }
    WireResponse response = WireResponse.of(builder.build(), Rcode.value(rcode), 0);

    assertThat(ResponseKind.of(response, question)).isEqualTo(kind);
  }
}
