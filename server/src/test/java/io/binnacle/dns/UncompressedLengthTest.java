// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class UncompressedLengthTest {
  private static final Name NAME = Name.fromConstantString("www.example.org.");

  private static Record record(String owner, String type, String rdata) throws Exception {
    return Record.fromString(
        Name.fromString(owner, Name.root), Type.value(type), DClass.IN, 300, rdata, Name.root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A 192.0.2.1",
        "AAAA 2001:db8::1",
        "CNAME host.example.org.",
        "NS ns.example.org.",
        "PTR .",
        "MX 10 mail.example.org.",
        "SRV 0 100 53 www.example.org.",
        "SOA ns.example.org. hostmaster.example.org. 1 2 3 4 5",
        "TXT www.example.org",
        "HTTPS 1 www.example.org. alpn=h2",
      })
  void isThatOfTheRecordsOneByOne(String data) throws Exception {
    int space = data.indexOf(' ');
    String type = data.substring(0, space);
    String rdata = data.substring(space + 1);
    List<Record> records =
        List.of(
            record("www.example.org.", type, rdata),
            record("WWW.Example.org.", type, rdata),
            record("other.example.org.", type, rdata),
            record("example.net.", type, rdata));
    Question question = Question.of(NAME, Type.value(type), DClass.IN);
    ResponseBuilder builder = ResponseBuilder.of(question);
    records.forEach(builder::record);

    CompiledResponse compiled = builder.build();

    int sum = records.stream().mapToInt(each -> each.toWire(Section.ANSWER).length).sum();
    assertThat(compiled.uncompressedLength(question)).isEqualTo(sum);
    assertThat(compiled.length()).isLessThan(sum);
  }

  @Test
  void countsPointersIntoAQuestionThatIsLongerThanTheZone() {
    byte[] zone = WireName.of("example.org.");
    Question question = Question.of(NAME, Type.A, DClass.IN);

    CompiledResponse compiled =
        ResponseBuilder.inZone(zone, 4).authority().ns(5, WireName.of("ns.example.org.")).build();

    assertThat(compiled.uncompressedLength(question)).isEqualTo(13 + 10 + 16);
  }

  @Test
  void ofNothingIsNothing() {
    Question question = Question.of(NAME, Type.A, DClass.IN);

    assertThat(CompiledResponse.EMPTY.uncompressedLength(question)).isZero();
  }
}
