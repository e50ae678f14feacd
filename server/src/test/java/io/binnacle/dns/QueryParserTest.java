// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static io.binnacle.dns.WireFixture.name;
import static io.binnacle.dns.WireFixture.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.QueryParser.Verdict;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class QueryParserTest {
  private static final String EXAMPLE = "07 'example' 03 'org' 00";
  private static final String OPT = "00 0029 04d0 00 00 0000 0000";
  private static final String TSIG = "00 00fa 00ff 00000000 0000";

  private final QueryParser parser = new QueryParser();

  private Verdict parse(byte[] message) {
    return parser.parse(message, message.length);
  }

  private Verdict parse(String message) {
    return parse(bytes(message));
  }

  @Test
  void readsIdFlagsAndQuestion() {
    Message query = query("www.example.org", Type.AAAA);

    assertThat(parse(query.toWire())).isEqualTo(Verdict.ACCEPTED);

    assertThat(parser.id()).isEqualTo(4711);
    assertThat(parser.flags()).isEqualTo(Octets.RD);
    assertThat(parser.question())
        .isEqualTo(Question.of(name("www.example.org"), Type.AAAA, DClass.IN));
    assertThat(parser.edns()).isNull();
  }

  @Test
  void keepsTheLettersThatWereAsked() {
    parse(query("wWw.ExAmPlE.oRg", Type.A).toWire());

    assertThat(parser.question()).isEqualTo(WireFixture.question("www.example.org", Type.A));
    assertThat(parser.question().askedName()).hasToString("wWw.ExAmPlE.oRg.");
  }

  @Test
  void sharesTheNameWhenItIsInLowerCase() {
    parse(query("www.example.org", Type.A).toWire());

    assertThat(parser.question().lowerCased()).isSameAs(parser.question());
  }

  @Test
  void hashesAsQuestionsMadeFromNamesDo() {
    parse(query("WWW.example.ORG", Type.A).toWire());

    assertThat(parser.question().nameHash())
        .isEqualTo(WireFixture.question("www.example.org", Type.A).nameHash());
  }

  @Test
  void ignoresWhatIsShorterThanAHeader() {
    byte[] wire = query("example.org", Type.A).toWire();

    for (int length = 0; length < 12; length++) {
      assertThat(parser.parse(wire, length)).isEqualTo(Verdict.IGNORED);
    }
  }

  @Test
  void refusesWhatIsCutOffBehindTheHeader() {
    byte[] wire = WireFixture.queryWithEdns("example.org", Type.A).toWire();

    for (int length = 12; length < wire.length; length++) {
      assertThat(parser.parse(wire, length)).as("%s bytes", length).isEqualTo(Verdict.FORMERR);
    }
  }

  @Test
  void readsNothingBehindTheLength() {
    byte[] wire = query("example.org", Type.A).toWire();

    byte[] longer = Arrays.copyOf(wire, 512);

    assertThat(parser.parse(longer, wire.length)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void ignoresBytesBehindTheLastRecord() {
    byte[] wire = query("example.org", Type.A).toWire();

    assertThat(parse(Arrays.copyOf(wire, wire.length + 7))).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void ignoresResponses() {
    assertThat(parse("0001 8000 0001 0000 0000 0000" + EXAMPLE + "0001 0001"))
        .isEqualTo(Verdict.IGNORED);
  }

  @Test
  void implementsNoOpcodeButQuery() {
    for (int opcode = 1; opcode < 16; opcode++) {
      byte[] wire = query("example.org", Type.SOA).toWire();
      wire[2] = (byte) (opcode << 3);

      assertThat(parse(wire)).as("opcode %s", opcode).isEqualTo(Verdict.NOTIMP);
      assertThat(parser.flags()).isEqualTo(opcode << 11);
    }
  }

  @Test
  void readsTheOptRecord() {
    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0001"
                    + EXAMPLE
                    + "0001 0001 00 0029 1000 00 00 8001 0006 000a 0002 abcd"))
        .isEqualTo(Verdict.ACCEPTED);

    Edns edns = Objects.requireNonNull(parser.edns());
    assertThat(edns.udpSize()).isEqualTo(4096);
    assertThat(edns.version()).isZero();
    assertThat(edns.flags()).isEqualTo(0x8001);
    assertThat(edns.isDnssecOk()).isTrue();
    assertThat(edns.options()).isEqualTo(bytes("000a 0002 abcd"));
  }

  @Test
  void forgetsTheOptRecordOfTheQueryBefore() {
    parse(WireFixture.queryWithEdns("example.org", Type.A).toWire());

    parse(query("example.org", Type.A).toWire());

    assertThat(parser.edns()).isNull();
  }

  @Test
  void acceptsUnknownOptions() {
    Message query = query("example.org", Type.A);
    EDNSOption unknown = new GenericEDNSOption(65001, new byte[300]);
    query.addRecord(new OPTRecord(1232, 0, 0, 0, unknown, unknown), Section.ADDITIONAL);

    assertThat(parse(query.toWire())).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void acceptsAFloodOfOptions() {
    String options = "0003 0000".repeat(16_000);

    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0001"
                    + EXAMPLE
                    + "0001 0001 00 0029 04d0 00 00 0000 fa00"
                    + options))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void refusesOptionsThatLieAboutTheirLength() {
    for (String options : new String[] {"0003 000a 00", "0006 000a 0003 abcd", "0004 000a 0001"}) {
      assertThat(
              parse(
                  "0001 0100 0001 0000 0000 0001"
                      + EXAMPLE
                      + "0001 0001 00 0029 04d0 00 00 0000"
                      + options))
          .as(options)
          .isEqualTo(Verdict.FORMERR);
    }
  }

  @Test
  void refusesTwoOptRecords() {
    assertThat(parse("0001 0100 0001 0000 0000 0002" + EXAMPLE + "0001 0001" + OPT + OPT))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void refusesAnOptRecordThatTheRootDoesNotOwn() {
    assertThat(parse("0001 0100 0001 0000 0000 0001" + EXAMPLE + "0001 0001 01 'a'" + OPT))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void refusesAnOptRecordOutsideOfTheAdditionalSection() {
    assertThat(parse("0001 0100 0001 0001 0000 0000" + EXAMPLE + "0001 0001" + OPT))
        .isEqualTo(Verdict.FORMERR);
    assertThat(parse("0001 0100 0001 0000 0001 0000" + EXAMPLE + "0001 0001" + OPT))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void tellsVersionsOfEdnsThatDoNotExist() {
    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0001"
                    + EXAMPLE
                    + "0001 0001 00 0029 04d0 00 01 0000 0002 abcd"))
        .isEqualTo(Verdict.BADVERS);
    assertThat(parser.edns()).isNotNull();
  }

  @Test
  void acceptsTsigAsTheLastRecordOnly() {
    assertThat(parse("0001 0100 0001 0000 0000 0002" + EXAMPLE + "0001 0001" + OPT + TSIG))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(parse("0001 0100 0001 0000 0000 0002" + EXAMPLE + "0001 0001" + TSIG + OPT))
        .isEqualTo(Verdict.FORMERR);
    assertThat(parse("0001 0100 0001 0000 0001 0000" + EXAMPLE + "0001 0001" + TSIG))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void acceptsTheSoaOfAnIxfrQuery() {
    assertThat(
            parse(
                "0001 0000 0001 0000 0001 0000"
                    + EXAMPLE
                    + "00fb 0001 c00c 0006 0001 00000000 0016 00 00 00000001"
                    + "00000000 00000000 00000000 00000000"))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void looksAtCountsBeforeRecords() {
    for (String counts :
        new String[] {
          "0000 0000 0000 0000",
          "0002 0000 0000 0000",
          "ffff ffff ffff ffff",
          "0001 0002 0000 0000",
          "0001 0000 0002 0000",
          "0001 0000 0000 0003"
        }) {
      assertThat(parse("0001 0100" + counts)).as(counts).isEqualTo(Verdict.FORMERR);
    }
  }

  @Test
  void refusesPointersInTheQuestion() {
    assertThat(parse("0001 0100 0001 0000 0000 0000 c00c 0001 0001")).isEqualTo(Verdict.FORMERR);
    assertThat(parse("0001 0100 0001 0000 0000 0000 03 'org' c00c 0001 0001"))
        .isEqualTo(Verdict.FORMERR);
    assertThat(parse("0001 0100 0001 0000 0000 0000 c000 0001 0001")).isEqualTo(Verdict.FORMERR);
    assertThat(parse("0001 0100 0001 0000 0000 0000 c0ff 0001 0001")).isEqualTo(Verdict.FORMERR);
  }

  @Test
  void refusesLabelsOfUnknownKinds() {
    assertThat(parse("0001 0100 0001 0000 0000 0000 40" + "'a'".repeat(64) + "00 0001 0001"))
        .isEqualTo(Verdict.FORMERR);
    assertThat(parse("0001 0100 0001 0000 0000 0000 80 'a' 00 0001 0001"))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void acceptsNamesOf255BytesAndNoMore() {
    String most = "3f" + "'" + "a".repeat(63) + "'";

    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0000"
                    + most.repeat(3)
                    + "3d '"
                    + "a".repeat(61)
                    + "' 00 0001 0001"))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(parser.question().nameLength()).isEqualTo(255);
    assertThat(parse("0001 0100 0001 0000 0000 0000" + most.repeat(4) + "00 0001 0001"))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void keepsNulBytesAndDotsWithinLabels() {
    assertThat(parse("0001 0100 0001 0000 0000 0000 06 'a' 00 'b' 2e 'c' ff 00 0001 0001"))
        .isEqualTo(Verdict.ACCEPTED);

    assertThat(parser.question().wire()).isEqualTo(bytes("06 'a' 00 'b' 2e 'c' ff 00"));
  }

  @Test
  void leavesOtherTypesAndClassesToOthers() {
    for (String typeAndClass : new String[] {"00ff 0001", "00fc 0001", "0000 0000", "ffff ffff"}) {
      assertThat(parse("0001 0100 0001 0000 0000 0000" + EXAMPLE + typeAndClass))
          .as(typeAndClass)
          .isEqualTo(Verdict.ACCEPTED);
    }
    assertThat(parser.question().type()).isEqualTo(0xffff);
    assertThat(parser.question().dclass()).isEqualTo(0xffff);
  }

  @Test
  void refusesTheQuestionForAnOptRecord() {
    assertThat(parse("0001 0100 0001 0000 0000 0000" + EXAMPLE + "0029 0001"))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void refusesRecordsThatLieAboutTheirLength() {
    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0001" + EXAMPLE + "0001 0001 00 0029 04d0 00000000 ffff"))
        .isEqualTo(Verdict.FORMERR);
  }

  @Test
  void refusesOwnersThatPointForwards() {
    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0001"
                    + EXAMPLE
                    + "0001 0001 c01d 0001 0001 00000000 0000"))
        .isEqualTo(Verdict.FORMERR);
    assertThat(
            parse(
                "0001 0100 0001 0000 0000 0001"
                    + EXAMPLE
                    + "0001 0001 c00c 0001 0001 00000000 0000"))
        .isEqualTo(Verdict.ACCEPTED);
  }
}
