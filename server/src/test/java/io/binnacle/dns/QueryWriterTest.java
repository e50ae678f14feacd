// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.decode;
import static io.binnacle.dns.WireFixture.question;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class QueryWriterTest {
  private final QueryWriter writer = new QueryWriter();

  @Test
  void writesAQuery() {
    int length =
        writer.write(0xabcd, Octets.RD | Octets.CD, question("www.Example.org", Type.AAAA), null);

    Message query = decode(writer.buffer(), length);
    assertThat(query.getHeader().getID()).isEqualTo(0xabcd);
    assertThat(query.getHeader().printFlags().strip()).isEqualTo("rd cd");
    assertThat(query.getQuestion())
        .isEqualTo(WireFixture.query("www.example.org", Type.AAAA).getQuestion());
    assertThat(query.getOPT()).isNull();
  }

  @Test
  void passesOnNoFlagThatIsNotTheClientsToDecide() {
    int length = writer.write(1, 0xffff, question("example.org", Type.A), null);

    assertThat(decode(writer.buffer(), length).getHeader().printFlags().strip())
        .isEqualTo("rd ad cd");
  }

  @Test
  void makesAnOptRecordOfItsOwn() {
    Edns edns = Edns.of(4096, 0, 0xffff, new byte[] {0, 10, 0, 1, 7});

    int length = writer.write(1, 0, question("example.org", Type.A), edns);

    Message query = decode(writer.buffer(), length);
    assertThat(query.getOPT().getPayloadSize()).isEqualTo(Edns.UDP_SIZE);
    assertThat(query.getOPT().getFlags()).isEqualTo(Edns.DO);
    assertThat(query.getOPT().getOptions()).isEmpty();
  }

  @Test
  void passesOnWhatPluginsHaveSet() {
    Edns edns =
        Edns.of(4096, 0, 0, new byte[] {0, 10, 0, 1, 7})
            .with(EdnsOption.of(65001, "x".repeat(1000).getBytes(US_ASCII)));

    int length = writer.write(1, 0, question("example.org", Type.A), edns);

    assertThat(decode(writer.buffer(), length).getOPT().getOptions())
        .singleElement()
        .satisfies(option -> assertThat(option.getCode()).isEqualTo(65001))
        .satisfies(option -> assertThat(option.toWire()).hasSize(1004));
  }

  @Test
  void refusesMoreThanFitsIntoAMessage() {
    Edns edns = Edns.ours(false, List.of(EdnsOption.of(65001, new byte[0xffff])));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.write(1, 0, question("example.org", Type.A), edns));
  }

  @Test
  void isReadByTheParserAsTheSameQuestion() {
    Question question = question("_http._tcp.svc.example.org", Type.SRV);
    QueryParser parser = new QueryParser();

    int length = writer.write(99, Octets.RD, question, Edns.of(1232, 0, Edns.DO, new byte[0]));

    assertThat(parser.parse(writer.buffer(), length)).isEqualTo(QueryParser.Verdict.ACCEPTED);
    assertThat(parser.question()).isEqualTo(question);
    assertThat(parser.id()).isEqualTo(99);
  }

  @Test
  void mixesTheCaseOfLettersOnly() {
    Question question = question("abcdefghijklmnopqrstuvwxyz-0123456789.{[.example.org", Type.A);
    int length = writer.write(1, 0, question, null);

    byte[] name = writer.mixCase(new Random(1));

    assertThat(name).isNotEqualTo(question.wire());
    assertThat(WireName.lowerCased(WireName.toName(name))).isEqualTo(question.wire());
    assertThat(Arrays.copyOfRange(writer.buffer(), 12, 12 + name.length)).isEqualTo(name);
    assertThat(ResponseParser.repeats(name, writer.buffer(), length)).isTrue();
    assertThat(ResponseParser.repeats(question.wire(), writer.buffer(), length)).isFalse();
  }

  @Test
  void mixesTheCaseOfEveryLetter() {
    Question question = question(("a".repeat(50) + ".").repeat(4) + "b".repeat(40), Type.A);
    byte[] seen = new byte[question.nameLength()];
    Random random = new Random(1);

    for (int run = 0; run < 64; run++) {
      writer.write(1, 0, question, null);
      byte[] name = writer.mixCase(random);
      for (int i = 0; i < name.length; i++) {
        seen[i] |= (byte) (name[i] == question.nameByte(i) ? 1 : 2);
      }
    }

    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).as("byte %s", i).isEqualTo((byte) (question.nameByte(i) >= 'a' ? 3 : 1));
    }
  }
}
