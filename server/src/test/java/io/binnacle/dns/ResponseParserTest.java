// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static io.binnacle.dns.WireFixture.name;
import static io.binnacle.dns.WireFixture.question;
import static io.binnacle.dns.WireFixture.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.ParsedResponse.Accepted;
import io.binnacle.dns.ParsedResponse.Rejected;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponseParserTest {
  private static final int ID = 4711;
  private static final Question QUESTION = question("www.example.org", Type.A);

  private static ParsedResponse parse(byte[] message) {
    return ResponseParser.parse(message, message.length, ID, QUESTION);
  }

  /** Behind a header with these counts, and the question, whose name is at 12 (0x0c). */
  private static ParsedResponse parse(String counts, String records) {
    String question = "03 'www' 07 'example' 03 'org' 00 0001 0001";
    return parse(bytes("1267 8180 0001" + counts + question + records));
  }

  private static Accepted accepted(ParsedResponse parsed) {
    assertThat(parsed).isInstanceOf(Accepted.class);
    return (Accepted) parsed;
  }

  private static Message response(String... answers) {
    Message response = WireFixture.query("www.example.org", Type.A);
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setFlag(Flags.RA);
    for (String answer : answers) {
      response.addRecord(record(answer), Section.ANSWER);
    }
    return response;
  }

  private static Message decoded(ParsedResponse parsed) {
    return MessageCodec.message(accepted(parsed), QUESTION);
  }

  @Test
  void keepsTheRecordsAsTheyCame() {
    Message response =
        response(
            "www.example.org 30 CNAME real.example.org",
            "real.example.org 40 A 192.0.2.1",
            "real.example.org 40 A 192.0.2.2");
    response.addRecord(record("example.org 50 NS ns.example.org"), Section.AUTHORITY);
    response.addRecord(record("ns.example.org 60 AAAA 2001:db8::1"), Section.ADDITIONAL);
    byte[] wire = response.toWire();

    Accepted parsed = accepted(parse(wire));

    assertThat(parsed.rcode()).isZero();
    assertThat(parsed.flags()).isEqualTo(Octets.RA);
    assertThat(parsed.isTruncated()).isFalse();
    assertThat(parsed.extendedError()).isNull();
    assertThat(parsed.sections().body).isEqualTo(Arrays.copyOfRange(wire, 33, wire.length));
    assertThat(parsed.sections().answerCount()).isEqualTo(3);
    assertThat(parsed.sections().authorityCount()).isEqualTo(1);
    assertThat(parsed.sections().additionalCount()).isEqualTo(1);
    assertThat(parsed.sections().hasShuffle()).isTrue();
    assertThat(decoded(parsed).sectionToString(Section.ANSWER))
        .isEqualTo(response.sectionToString(Section.ANSWER));
  }

  @Test
  void cutsTheOptRecordOff() {
    Message response = response("www.example.org 30 A 192.0.2.1");
    response.addRecord(record("ns.example.org 60 A 192.0.2.3"), Section.ADDITIONAL);
    response.addRecord(new OPTRecord(4096, 1, 0), Section.ADDITIONAL);
    response.getHeader().setRcode(Rcode.SERVFAIL);

    Accepted parsed = accepted(parse(response.toWire()));

    assertThat(parsed.rcode()).isEqualTo(18);
    assertThat(parsed.sections().additionalCount()).isEqualTo(1);
    assertThat(decoded(parsed).getSection(Section.ADDITIONAL))
        .contains(record("ns.example.org 60 A 192.0.2.3"));
  }

  @Test
  void leavesOutWhatIsBehindTheOptRecord() {
    ParsedResponse parsed =
        parse(
            "0001 0000 0003",
            "c00c 0001 0001 0000001e 0004 c0000201"
                + "02 'ns' c010 0001 0001 0000001e 0004 c0000202"
                + "00 0029 04d0 00000000 0000"
                + "03 'www' c031 0001 0001 0000001e 0004 c0000203");

    assertThat(decoded(parsed).getSection(Section.ADDITIONAL))
        .extracting(Record::getName)
        .containsExactly(name("ns.example.org"));
    assertThat(accepted(parsed).sections().length()).isEqualTo(16 + 19);
  }

  @Test
  void hearsTheExtendedError() {
    Message response = response();
    response.getHeader().setRcode(Rcode.SERVFAIL);
    response.addRecord(
        new OPTRecord(1232, 0, 0, 0, new ExtendedErrorCodeOption(22, "no way")),
        Section.ADDITIONAL);

    Accepted parsed = accepted(parse(response.toWire()));

    assertThat(parsed.rcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(parsed.extendedError()).isEqualTo(new ExtendedError(22, "no way"));
  }

  @Test
  void ignoresCaseInTheQuestion() {
    byte[] wire = response().toWire();
    wire[13] = 'W';

    assertThat(parse(wire)).isInstanceOf(Accepted.class);
    assertThat(ResponseParser.repeats(QUESTION.wire(), wire, wire.length)).isFalse();
  }

  @Test
  void rejectsOtherIds() {
    byte[] wire = response().toWire();

    assertThat(ResponseParser.parse(wire, wire.length, ID + 1, QUESTION))
        .isEqualTo(Rejected.MISMATCHED);
  }

  @Test
  void rejectsOtherQuestions() {
    byte[] wire = response().toWire();

    for (Question other :
        new Question[] {
          question("ww.example.org", Type.A),
          question("wwx.example.org", Type.A),
          question("www.example.org.org", Type.A),
          question("www.example.org", Type.AAAA),
          Question.of(name("www.example.org"), Type.A, DClass.CH)
        }) {
      assertThat(ResponseParser.parse(wire, wire.length, ID, other))
          .as(other.toString())
          .isEqualTo(Rejected.MISMATCHED);
    }
  }

  @Test
  void rejectsQueriesAndOtherOpcodes() {
    byte[] query = WireFixture.query("www.example.org", Type.A).toWire();
    byte[] notify = response().toWire();
    notify[2] |= 4 << 3;

    assertThat(parse(query)).isEqualTo(Rejected.MISMATCHED);
    assertThat(parse(notify)).isEqualTo(Rejected.MISMATCHED);
  }

  @Test
  void rejectsTwoQuestions() {
    byte[] wire = response().toWire();
    wire[5] = 2;

    assertThat(parse(wire)).isEqualTo(Rejected.MISMATCHED);
  }

  @Test
  void acceptsAnErrorOfAServerThatCouldNotReadTheQuestion() {
    Accepted parsed = accepted(parse(bytes("1267 8181 0000 0000 0000 0000")));

    assertThat(parsed.rcode()).isEqualTo(Rcode.FORMERR);
    assertThat(parse(bytes("1267 8180 0000 0000 0000 0000"))).isEqualTo(Rejected.MISMATCHED);
    assertThat(parse(bytes("1267 8183 0000 0000 0000 0000"))).isEqualTo(Rejected.MISMATCHED);
  }

  @Test
  void rejectsWhatEndsTooEarly() {
    Message response = response("www.example.org 30 A 192.0.2.1");
    response.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    byte[] wire = response.toWire();

    for (int length = 0; length < wire.length; length++) {
      assertThat(ResponseParser.parse(wire, length, ID, QUESTION)).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void acceptsATruncatedMessageThatEndsAnywhereBehindItsQuestion() {
    Message response = response("www.example.org 30 A 192.0.2.1");
    response.getHeader().setFlag(Flags.TC);
    byte[] wire = response.toWire();

    for (int length = 33; length < wire.length; length++) {
      Accepted parsed = accepted(ResponseParser.parse(wire, length, ID, QUESTION));
      assertThat(parsed.isTruncated()).isTrue();
      assertThat(parsed.sections()).isSameAs(CompiledResponse.EMPTY);
    }
    assertThat(accepted(parse(wire)).sections().answerCount()).isEqualTo(1);
  }

  @Test
  void ignoresBytesBehindTheLastRecord() {
    byte[] wire = response("www.example.org 30 A 192.0.2.1").toWire();

    Accepted parsed = accepted(parse(Arrays.copyOf(wire, wire.length + 9)));

    assertThat(parsed.sections().length()).isEqualTo(16);
  }

  @Test
  void takesNoMemoryForCountsThatLie() {
    assertThat(parse("ffff ffff ffff", "")).isEqualTo(Rejected.MALFORMED);
  }

  @Test
  void rejectsPointersThatDoNotPointBackwards() {
    for (String owner : new String[] {"c021", "c0ff", "ffff", "01 'a' c021", "c000", "c00b"}) {
      assertThat(parse("0001 0000 0000", owner + "0001 0001 00000000 0004 c0000201"))
          .as(owner)
          .isEqualTo(Rejected.MALFORMED);
    }
  }

  @Test
  void rejectsPointersToTypeAndClassOfTheQuestion() {
    for (String owner : new String[] {"c01d", "c01e", "c01f", "c020"}) {
      assertThat(parse("0001 0000 0000", owner + "0001 0001 00000000 0004 c0000201"))
          .as(owner)
          .isEqualTo(Rejected.MALFORMED);
    }
    assertThat(parse("0001 0000 0000", "c01c 0001 0001 00000000 0004 c0000201"))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void rejectsPointersThatLeadInCircles() {
    // 45: the label 'a' and a pointer to itself, in the RDATA of a type that is not looked into
    assertThat(
            parse(
                "0002 0000 0000",
                "c00c 0010 0001 00000000 0005 01 'a' c02d 00"
                    + "c02d 0001 0001 00000000 0004 c0000201"))
        .isEqualTo(Rejected.MALFORMED);
  }

  @Test
  void rejectsNamesThatRunOnIntoWhatIsBehindThem() {
    // A pointer to 46 (0x2e), the last byte of a TXT record: a label of three bytes, the next
    // owner's
    String text = "c00c 0010 0001 00000000 0002 0103";
    String address = "0001 0001 00000000 0004 c0000201";

    assertThat(parse("0002 0000 0000", text + "c02e" + address)).isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0002 0000 0000", text + "c00c" + address)).isInstanceOf(Accepted.class);
  }

  @Test
  void rejectsNamesThatGrowTooLongByPointers() {
    String label = "3f '" + "a".repeat(63) + "'";

    assertThat(
            parse(
                "0002 0000 0000",
                label.repeat(3)
                    + "c00c 0001 0001 00000000 0004 c0000201"
                    + label
                    + "c021 0001 0001 00000000 0004 c0000201"))
        .isEqualTo(Rejected.MALFORMED);
  }

  @Test
  void followsNoMorePointersThanAnHonestMessageHas() {
    // A chain of pointers, each to the one before, in a TXT record; then names that walk all of it
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      chain.append(String.format("%04x", 0xc000 | (i == 0 ? 12 : 45 + 2 * (i - 1))));
    }
    String last = String.format("%04x", 0xc000 | (45 + 2 * 999));
    String records = (last + "0001 0001 00000000 0004 c0000201").repeat(100);

    assertThat(parse("0065 0000 0000", "c00c 0010 0001 00000000 07d0" + chain + records))
        .isEqualTo(Rejected.MALFORMED);
  }

  @Test
  void rejectsRdataOfTheWrongLength() {
    for (String record :
        new String[] {
          "0001 0001 00000000 0003 c00002",
          "001c 0001 00000000 0004 c0000201",
          "0005 0001 00000000 0003 c00c 00",
          "0005 0001 00000000 0000",
          "000f 0001 00000000 0002 0001",
          "0006 0001 00000000 0017 00 00 00000000 00000000 00000000 00000000 00000000 00",
          "0021 0001 00000000 0006 0000 0000 0000"
        }) {
      assertThat(parse("0001 0000 0000", "c00c" + record)).as(record).isEqualTo(Rejected.MALFORMED);
    }
  }

  @Test
  void rejectsOptAndTsigWhereTheyDoNotBelong() {
    String opt = "00 0029 04d0 00000000 0000";
    String tsig = "00 00fa 00ff 00000000 0000";

    assertThat(parse("0001 0000 0000", opt)).isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0000 0001 0000", opt)).isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0000 0000 0002", opt + opt)).isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0000 0000 0001", "c00c" + opt.substring(2))).isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0000 0000 0001", "00 0029 04d0 00000000 0003 000f 00"))
        .isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0000 0000 0002", tsig + opt)).isEqualTo(Rejected.MALFORMED);
    assertThat(parse("0001 0000 0000", tsig)).isEqualTo(Rejected.MALFORMED);
    assertThat(accepted(parse("0000 0000 0002", opt + tsig)).sections().additionalCount()).isZero();
  }

  @Test
  void tellsTheIdOfAMessage() {
    byte[] wire = response().toWire();

    assertThat(ResponseParser.id(wire, wire.length)).isEqualTo(ID);
    assertThat(ResponseParser.id(wire, 11)).isEqualTo(-1);
  }
}
