// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static io.binnacle.dns.WireFixture.parsed;
import static io.binnacle.dns.WireFixture.query;
import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.binnacle.dns.WireFixture.Written;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class MessageCodecTest {
  @Test
  void makesTheQueryThatCame() {
    Message query = query("wWw.example.org", Type.AAAA);
    query.getHeader().setFlag(Flags.AD);
    query.addRecord(
        new OPTRecord(4096, 0, 0, Edns.DO, new CookieOption(new byte[8])), Section.ADDITIONAL);

    Message decoded = MessageCodec.query(parsed(query));

    assertThat(decoded.toWire()).isEqualTo(query.toWire());
  }

  @Test
  void keepsOptionsThatDnsjavaRefuses() {
    byte[] wire =
        bytes(
            "0001 0100 0001 0000 0000 0001 00 0002 0001"
                + "00 0029 04d0 00000000 0007 0008 0003 ffff ff"); // client subnet, unknown family
    QueryParser parser = new QueryParser();
    parser.parse(wire, wire.length);

    EDNSOption option = MessageCodec.query(parser).getOPT().getOptions().getFirst();

    assertThat(option).isInstanceOf(GenericEDNSOption.class);
    assertThat(option.toWire()).isEqualTo(bytes("0008 0003 ffff ff"));
  }

  @Test
  void makesAMessageOfAResponse() {
    Question question = question("www.example.org", Type.A);
    CompiledResponse sections =
        ResponseBuilder.of(question)
            .a(5, 1)
            .authority()
            .owner(WireName.of("example.org"))
            .ns(5, WireName.of("ns.example.org"))
            .build();

    Message message =
        MessageCodec.message(
            Written.of(sections).withRcode(Rcode.NXDOMAIN).withFlags(Octets.AA | Octets.RA),
            question);

    assertThat(message.getHeader().getID()).isZero();
    assertThat(message.getHeader().printFlags().strip()).isEqualTo("qr aa ra");
    assertThat(message.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(message.getQuestion()).isEqualTo(query("www.example.org", Type.A).getQuestion());
    assertThat(message.getSection(Section.ANSWER)).hasSize(1);
    assertThat(message.getSection(Section.AUTHORITY)).hasSize(1);
    assertThat(message.getOPT()).isNull();
  }

  @Test
  void keepsLongResponseCodesInAnOptRecord() {
    Written badvers = Written.of(CompiledResponse.EMPTY).withRcode(Rcode.BADVERS);

    assertThat(MessageCodec.message(badvers, question("example.org", Type.A)).getRcode())
        .isEqualTo(Rcode.BADVERS);
  }

  @Test
  void refusesWhatDnsjavaCannotRead() {
    for (String flags : new String[] {"8180", "8380"}) { // truncated or not
      byte[] message =
          bytes("0001" + flags + "0001 0001 0000 0000 00 0002 0001 00 001d 0001 00000005 0001 ff");
      Question question = question(".", Type.NS);
      ParsedResponse parsed = ResponseParser.parse(message, message.length, 1, question);

      assertThatIllegalArgumentException() // LOC of one byte
          .isThrownBy(() -> MessageCodec.message((ParsedResponse.Accepted) parsed, question));
    }
  }

  @Test
  void changesATtlAndNothingElse() {
    Record record =
        new PTRRecord(
            WireFixture.name("Some.example.org"), DClass.IN, 5, WireFixture.name("My.example.org"));

    Record changed = MessageCodec.withTtl(record, 86_400);

    assertThat(changed.getTTL()).isEqualTo(86_400);
    assertThat(changed).isEqualTo(record);
    assertThat(changed).hasToString(record.toString().replaceFirst("5", "86400"));
  }

  @Test
  void keepsTheTruncatedFlag() {
    Written truncated = Written.of(CompiledResponse.EMPTY).withFlags(Octets.TC);

    assertThat(
            MessageCodec.message(truncated, question("example.org", Type.A))
                .getHeader()
                .getFlag(Flags.TC))
        .isTrue();
  }
}
