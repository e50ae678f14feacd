// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A17: a subnet that each query names anew makes many questions of one (CVE-2025-5994). */
class A17RebirthDayTest {
  private static final int QUERIES = 200;

  @Test
  void subnetsMakeNoOtherQuestions() throws Exception {
    try (var upstream = FakeUpstream.silent();
        var server = TestServer.start(".:0 {\n%s\ncache\nforward . %s\n}", Flood.MARKER, upstream);
        var client = new Flood(server)) {
      for (int i = 0; i < QUERIES; i++) {
        var subnet = new ClientSubnetOption(24, InetAddress.getByName("10.0.%d.0".formatted(i)));
        Message query = DnsClient.query("www.example.org", Type.A);
        query.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(subnet)), Section.ADDITIONAL);
        client.send(query);
      }
      assertThat(client.responses()).isEmpty();

      UpstreamQuestion asked = upstream.next();
      asked.answer("192.0.2.1");
      client.await(QUERIES);

      assertThat(upstream.asked()).isEqualTo(1);
      assertThat(asked.message().getOPT().getOptions()).isEmpty();
    }
  }
}
