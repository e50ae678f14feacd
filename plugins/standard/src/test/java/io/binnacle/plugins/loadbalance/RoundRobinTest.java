// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.WireResponse;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class RoundRobinTest {
  private final RoundRobin roundRobin = new RoundRobin();
  private final Query query = query(Type.A);

  private static Query query(int type) {
    return Queries.udp("www.example.org", type, new DefaultEventLoop());
  }

  private WireResponse addresses(int rcode) {
    return WireResponse.of(
        ResponseBuilder.of(query.question()).a(5, 0xc0000201).a(5, 0xc0000202).build(), rcode, 0);
  }

  private boolean isShuffled(Query of, Response response) {
    return roundRobin.filter(of, response).compile(of.question()).isShuffled();
  }

  @Test
  void shufflesAddresses() {
    assertThat(isShuffled(query, addresses(Rcode.NOERROR))).isTrue();
  }

  @Test
  void shufflesAddressesInAMessage() {
    var message = MessageResponse.of(addresses(Rcode.NOERROR).message(query.question()));

    assertThat(isShuffled(query, message)).isTrue();
  }

  @Test
  void leavesErrorsAndTransfersAsTheyAre() {
    assertThat(isShuffled(query, addresses(Rcode.NXDOMAIN))).isFalse();
    assertThat(isShuffled(query(Type.AXFR), addresses(Rcode.NOERROR))).isFalse();
    assertThat(isShuffled(query(Type.IXFR), addresses(Rcode.NOERROR))).isFalse();
  }

  @Test
  void allocatesNothingPerQuery() {
    WireResponse response = addresses(Rcode.NOERROR);

    assertThat(Allocation.bytesPerRun(() -> roundRobin.filter(query, response))).isZero();
  }
}
