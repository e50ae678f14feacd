// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.MessageResponse;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.net.Subnet;
import io.binnacle.testing.Queries;
import io.netty.channel.DefaultEventLoop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class SubnetPreferenceTest {
  private final Query query = Queries.udp("www.example.org", Type.A, new DefaultEventLoop());
  private final SubnetPreference preference =
      new SubnetPreference(List.of(Subnet.parse("10.9.0.0/16"), Subnet.parse("10.0.0.0/8")));

  private static Record record(String type, String rdata) throws Exception {
    Name owner = Queries.name("www.example.org");
    return Record.fromString(owner, Type.value(type), DClass.IN, 5, rdata, Name.root);
  }

  private static Message message(String... records) throws Exception {
    Message message = new Message();
    message.getHeader().setFlag(Flags.AA);
    for (String record : records) {
      String[] words = record.split(" ", 2);
      message.addRecord(record(words[0], words[1]), Section.ANSWER);
    }
    return message;
  }

  private List<String> answers(Message message) {
    return preference
        .filter(query, MessageResponse.of(message))
        .message(query.question())
        .getSection(Section.ANSWER)
        .stream()
        .map(record -> Type.string(record.getType()) + " " + record.rdataToString())
        .toList();
  }

  @Test
  void preferredAddressesComeFirst() throws Exception {
    assertThat(answers(message("A 192.0.2.1", "A 10.1.0.1", "A 10.9.0.1")))
        .containsExactly("A 10.9.0.1", "A 10.1.0.1", "A 192.0.2.1");
  }

  @Test
  void aliasesComeBeforeAddressesAndOthersBehind() throws Exception {
    assertThat(
            answers(
                message(
                    "TXT text",
                    "MX 10 mail.example.org.",
                    "A 10.9.0.1",
                    "CNAME b.example.org.",
                    "CNAME a.example.org.")))
        .containsExactly(
            "CNAME b.example.org.",
            "CNAME a.example.org.",
            "A 10.9.0.1",
            "MX 10 mail.example.org.",
            "TXT text");
  }

  @Test
  void addressesOfOneSubnetComeInAnyOrder() throws Exception {
    Set<List<String>> orders = new HashSet<>();

    for (int i = 0; i < 1000; i++) { // 1 in 2^999 that one of the two orders is missing
      orders.add(answers(message("A 10.9.0.1", "A 10.9.0.2")));
    }

    assertThat(orders).hasSize(2);
  }

  @Test
  void allElseOfTheResponseStays() throws Exception {
    var reason = new ExtendedError(ExtendedError.STALE_ANSWER, "stale");

    Response arranged =
        preference.filter(
            query, MessageResponse.of(message("A 10.9.0.1")).withExtendedError(reason));

    assertThat(arranged.rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(arranged.flags()).isEqualTo(0x0400);
    assertThat(arranged.extendedError()).isEqualTo(reason);
  }

  @Test
  void leavesErrorsAsTheyAre() {
    Response refused = Response.error(Rcode.REFUSED);

    assertThat(preference.filter(query, refused)).isSameAs(refused);
  }
}
