// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static io.binnacle.dns.WireFixture.decode;
import static io.binnacle.dns.WireFixture.parsed;
import static io.binnacle.dns.WireFixture.query;
import static io.binnacle.dns.WireFixture.question;
import static io.binnacle.dns.WireFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.binnacle.dns.WireFixture.Written;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponseCompilerTest {
  private static final String[] NAMES = {
    ".",
    "org",
    "example.org",
    "www.example.org",
    "WWW.Example.Org",
    "a.b.c.d.example.org",
    "example.net",
    "x".repeat(63) + ".example.net",
    "\\000\\.\\255.example.org"
  };
  private static final String[] RDATA = {
    "A 192.0.2.1",
    "AAAA 2001:db8::1",
    "CNAME %s",
    "NS %s",
    "PTR %s",
    "MX 10 %s",
    "SRV 1 2 3 %s",
    "TXT \"some text\" \"more\"",
    "SOA %s %s 1 2 3 4 5",
    "DNAME %s",
    "CAA 0 issue \"example.org\"",
    "NAPTR 1 2 \"u\" \"\" \"!a!b!\" %s",
    "HTTPS 1 %s alpn=h2",
    "TLSA 3 1 1 00FF",
    "RRSIG A 8 2 30 20300101000000 20200101000000 7 %s AAAA",
    "NSEC %s A RRSIG",
    "RP %s %s",
    "MINFO %s %s",
    "TYPE65280 \\# 3 010203",
  };

  private static Record randomRecord(Random random) {
    String rdata = RDATA[random.nextInt(RDATA.length)];
    for (int i = 0; i < 2; i++) {
      String target = NAMES[random.nextInt(NAMES.length)];
      rdata =
          rdata.replaceFirst("%s", target.replace("\\", "\\\\") + (target.equals(".") ? "" : "."));
    }
    return record(NAMES[random.nextInt(NAMES.length)] + " " + random.nextInt(1000) + " " + rdata);
  }

  @Test
  void losesNothingOnTheWayToTheClient() {
    Random random = new Random(1035);
    ResponseWriter writer = new ResponseWriter(1);
    for (int run = 0; run < 2000; run++) {
      String name = NAMES[random.nextInt(NAMES.length)];
      Message message = query(name, Type.A);
      for (int count = random.nextInt(12); count > 0; count--) {
        message.addRecord(randomRecord(random), random.nextInt(1, 4));
      }

      CompiledResponse compiled = ResponseCompiler.compile(message, question(name, Type.A));
      int length = writer.write(parsed(query(name, Type.A)), Written.of(compiled), 0xffff, 0);

      Message received = decode(writer.buffer(), length);
      for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
        assertThat(received.getSection(section))
            .usingElementComparator(ResponseCompilerTest::compare)
            .containsExactlyElementsOf(message.getSection(section));
      }
      assertThat(length).isLessThanOrEqualTo(message.toWire().length);
    }
  }

  /** Their TTLs too, which dnsjava leaves out when it compares records. */
  private static int compare(Record one, Record other) {
    return one.getTTL() == other.getTTL() ? one.compareTo(other) : 1;
  }

  @Test
  void leavesOutWhatConcernsOneHopOnly() throws IOException {
    Message message = query("example.org", Type.A);
    message.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    message.addRecord(record("ns.example.org 5 A 192.0.2.1"), Section.ADDITIONAL);
    message.addRecord(
        Record.fromWire(
            bytes("00 00fa 00ff 00000000 0011 00 000000000000 0000 0000 0000 0000 0000"),
            Section.ADDITIONAL),
        Section.ADDITIONAL);

    CompiledResponse compiled = ResponseCompiler.compile(message, question("example.org", Type.A));

    assertThat(compiled.additionalCount()).isEqualTo(1);
  }

  @Test
  void findsTheAddressesThatMayBeShuffled() {
    Message message = query("www.example.org", Type.A);
    message.addRecord(record("www.example.org 5 CNAME a.example.net"), Section.ANSWER);
    for (int i = 1; i <= 4; i++) {
      message.addRecord(record("a.example.net 5 A 192.0.2." + i), Section.ANSWER);
    }

    CompiledResponse compiled =
        ResponseCompiler.compile(message, question("www.example.org", Type.A));

    assertThat(compiled.shuffleFrom).isEqualTo(1);
    assertThat(compiled.shuffleCount).isEqualTo(4);
  }

  @Test
  void refusesARecordThatDnsjavaReadsButCannotWrite() throws IOException {
    Message message = query(".", Type.WKS);
    message.addRecord(
        Record.fromWire(bytes("00 000b 0001 00000000 0005 c0000201 06"), Section.ANSWER),
        Section.ANSWER);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseCompiler.compile(message, question(".", Type.WKS)))
        .withMessage("a record of type WKS cannot be encoded");
  }

  @Test
  void refusesARecordWithoutRdata() {
    Message message = query("example.org", Type.CNAME);
    message.addRecord(message.getQuestion(), Section.ANSWER);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseCompiler.compile(message, question("example.org", Type.CNAME)));
  }

  @Test
  void readsTheFlagsThatAreTheResponsesOwn() {
    Message message = query("example.org", Type.A);
    for (int flag : new int[] {Flags.AA, Flags.RD, Flags.CD, Flags.RA}) {
      message.getHeader().setFlag(flag);
    }

    assertThat(ResponseCompiler.flags(message)).isEqualTo(Octets.AA | Octets.RA);
  }

  @Test
  void changesFlagsInACopy() {
    Message message = query("example.org", Type.A);
    message.getHeader().setFlag(Flags.RA);

    Message changed = ResponseCompiler.withFlags(message, Octets.AA | Octets.AD, Octets.RA);

    assertThat(ResponseCompiler.flags(changed)).isEqualTo(Octets.AA | Octets.AD);
    assertThat(ResponseCompiler.flags(message)).isEqualTo(Octets.RA);
  }
}
