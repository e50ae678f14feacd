// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class WeightedFirstTest {
  private static final byte[] TARGET = WireName.of("target.example.org");

  private final Query query = Queries.udp("www.example.org", Type.A, new DefaultEventLoop());

  /** Weights 2, 3, 1 of three addresses, and a random number. */
  private static WeightedFirst weighted(int drawn) {
    WeightedFirst filter =
        new WeightedFirst(
            bound -> {
              assertThat(bound).isEqualTo(6);
              return drawn;
            });
    filter.use(Weights.parse(List.of("target.example.org", "192.0.2.1 2", "192.0.2.2 3")));
    return filter;
  }

  private static ResponseBuilder addresses(ResponseBuilder builder) {
    return builder.owner(TARGET).a(5, 0xc0000201).a(5, 0xc0000202).a(5, 0xc0000203);
  }

  private static List<String> records(Query query, Response response, int section) {
    return response.message(query.question()).getSection(section).stream()
        .map(Record::rdataToString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 192.0.2.1 192.0.2.2 192.0.2.3",
    "1, 192.0.2.1 192.0.2.2 192.0.2.3",
    "2, 192.0.2.2 192.0.2.1 192.0.2.3",
    "4, 192.0.2.2 192.0.2.1 192.0.2.3",
    "5, 192.0.2.3 192.0.2.2 192.0.2.1",
  })
  void putsAnAddressFirstByItsWeight(int drawn, String order) {
    ResponseBuilder builder = ResponseBuilder.of(query.question()).cname(5, TARGET);
    Response response = WireResponse.of(addresses(builder).build(), Rcode.NOERROR, 0);

    Response arranged = weighted(drawn).filter(query, response);

    assertThat(String.join(" ", records(query, arranged, Section.ANSWER)))
        .isEqualTo("target.example.org. " + order);
  }

  @Test
  void arrangesTheAddressesOfServices() {
    Query srv = query.withType(Type.SRV);
    ResponseBuilder builder =
        ResponseBuilder.of(srv.question()).srv(5, 0, 1, 80, TARGET).additional();
    Response response = WireResponse.of(addresses(builder).build(), Rcode.NOERROR, 0);

    Response arranged = weighted(5).filter(srv, response);

    assertThat(records(srv, arranged, Section.ADDITIONAL))
        .containsExactly("192.0.2.3", "192.0.2.2", "192.0.2.1");
  }

  @Test
  void allElseOfTheResponseStays() {
    var reason = new ExtendedError(ExtendedError.STALE_ANSWER, "stale");
    ResponseBuilder builder = addresses(ResponseBuilder.of(query.question()));

    Response arranged =
        weighted(0)
            .filter(
                query,
                WireResponse.of(builder.build(), Rcode.NOERROR, 0x0400).withExtendedError(reason));

    assertThat(arranged.flags()).isEqualTo(0x0400);
    assertThat(arranged.extendedError()).isEqualTo(reason);
  }

  @Test
  void leavesErrorsAndOtherTypesAsTheyAre() {
    Response refused = Response.error(Rcode.REFUSED);
    ResponseBuilder builder = addresses(ResponseBuilder.of(query.question()));
    Response addresses = WireResponse.of(builder.build(), Rcode.NOERROR, 0);

    assertThat(weighted(5).filter(query, refused)).isSameAs(refused);
    assertThat(weighted(5).filter(query.withType(Type.ANY), addresses)).isSameAs(addresses);
  }
}
