// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.bytes;
import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.binnacle.dns.WireFixture.Written;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponseBuilderTest {
  private static final byte[] ZONE = WireName.of("cluster.local");

  private static List<String> section(CompiledResponse response, Question question, int section) {
    Message message = MessageCodec.message(Written.of(response), question);
    return message.getSection(section).stream().map(ResponseBuilderTest::text).toList();
  }

  private static String text(Record record) {
    return record.toString().replaceAll("\\s+", " ");
  }

  @Test
  void writesEveryKindOfRecord() {
    Question question = question("svc.ns.svc.cluster.local", Type.ANY);
    byte[] target = WireName.of("a.svc.ns.svc.cluster.local");

    CompiledResponse response =
        ResponseBuilder.of(question)
            .a(5, 0x0a600001)
            .aaaa(6, 0x20010db8_00000001L, 0xfedcba98_76543210L)
            .cname(7, target)
            .ptr(8, target)
            .srv(9, 1, 2, 65535, target)
            .txt(10, "1.1.0")
            .txt(10, "")
            .txt(10, "ö".repeat(200))
            .authority()
            .owner(ZONE)
            .soa(11, WireName.of("ns.dns.cluster.local"), ZONE, -1, 2, 3, 4, 5)
            .ns(12, WireName.of("ns.dns.cluster.local"))
            .additional()
            .owner(target)
            .a(13, 1)
            .build();

    assertThat(section(response, question, Section.ANSWER))
        .startsWith(
            "svc.ns.svc.cluster.local. 5 IN A 10.96.0.1",
            "svc.ns.svc.cluster.local. 6 IN AAAA 2001:db8:0:1:fedc:ba98:7654:3210",
            "svc.ns.svc.cluster.local. 7 IN CNAME a.svc.ns.svc.cluster.local.",
            "svc.ns.svc.cluster.local. 8 IN PTR a.svc.ns.svc.cluster.local.",
            "svc.ns.svc.cluster.local. 9 IN SRV 1 2 65535 a.svc.ns.svc.cluster.local.",
            "svc.ns.svc.cluster.local. 10 IN TXT 1.1.0",
            "svc.ns.svc.cluster.local. 10 IN TXT \"\"");
    assertThat(section(response, question, Section.ANSWER).getLast()).contains("\\195 \\182");
    assertThat(section(response, question, Section.AUTHORITY))
        .containsExactly(
            "cluster.local. 11 IN SOA ns.dns.cluster.local. cluster.local. 4294967295 2 3 4 5",
            "cluster.local. 12 IN NS ns.dns.cluster.local.");
    assertThat(section(response, question, Section.ADDITIONAL))
        .containsExactly("a.svc.ns.svc.cluster.local. 13 IN A 0.0.0.1");
    assertThat(response.answerCount()).isEqualTo(8);
    assertThat(response.authorityCount()).isEqualTo(2);
    assertThat(response.additionalCount()).isEqualTo(1);
    assertThat(response.questionLength()).isEqualTo(30);
  }

  @Test
  void pointsAtTheQuestion() {
    CompiledResponse response = ResponseBuilder.of(question("example.org", Type.A)).a(5, 1).build();

    assertThat(response.body).isEqualTo(bytes("c00c 0001 0001 00000005 0004 00000001"));
  }

  @Test
  void pointsAtAnEarlierNameInWhateverCase() {
    CompiledResponse response =
        ResponseBuilder.of(question("example.org", Type.PTR))
            .ptr(5, new byte[] {3, 'w', 'W', 'W', 3, 'O', 'r', 'G', 0})
            .ptr(5, WireName.of("www.org"))
            .build();

    assertThat(response.body)
        .isEqualTo(
            bytes(
                "c00c 000c 0001 00000005 0006 03 'wWW' c014" // 20: org in example.org
                    + "c00c 000c 0001 00000005 0002 c029")); // 41: the name above
  }

  @Test
  void leavesTargetsOfServicesWholeButPointsAtThem() {
    byte[] target = WireName.of("a.example.org");

    CompiledResponse response =
        ResponseBuilder.of(question("example.org", Type.SRV))
            .srv(5, 0, 0, 80, target)
            .additional()
            .owner(target)
            .a(5, 1)
            .build();

    assertThat(response.body)
        .isEqualTo(
            bytes(
                "c00c 0021 0001 00000005 0015 0000 0000 0050 01 'a' 07 'example' 03 'org' 00"
                    + "c02f 0001 0001 00000005 0004 00000001"));
  }

  @Test
  void writesTheRootAsItIs() {
    CompiledResponse response =
        ResponseBuilder.of(question(".", Type.NS)).ns(5, WireName.of(".")).build();

    assertThat(response.body).isEqualTo(bytes("00 0002 0001 00000005 0001 00"));
  }

  @Test
  void servesEveryQuestionThatHasTheZoneAtTheSamePlace() {
    CompiledResponse negative =
        ResponseBuilder.inZone(ZONE, 4)
            .authority()
            .soa(
                5,
                WireName.of("ns.dns.cluster.local"),
                WireName.of("a.cluster.local"),
                1,
                2,
                3,
                4,
                5)
            .build();

    for (String name :
        new String[] {"abc.cluster.local", "a.b.cluster.local", "XYZ.CLUSTER.LOCAL"}) {
      assertThat(section(negative, question(name, Type.A), Section.AUTHORITY))
          .containsExactly(
              "cluster.local. 5 IN SOA ns.dns.cluster.local. a.cluster.local. 1 2 3 4 5");
    }
    assertThat(negative.questionLength()).isEqualTo(4 + ZONE.length + 4);
  }

  @Test
  void compressesAgainstThousandsOfNames() {
    Question question = question("svc.example.org", Type.SRV);
    ResponseBuilder builder = ResponseBuilder.of(question);
    for (int i = 0; i < 3000; i++) {
      builder.srv(5, 0, 0, i, WireName.of("host-" + i + ".svc.example.org"));
    }
    builder.additional();
    for (int i = 0; i < 3000; i++) {
      builder.owner(WireName.of("host-" + i + ".svc.example.org")).a(5, i);
    }

    CompiledResponse response = builder.build();

    List<String> additional = section(response, question, Section.ADDITIONAL);
    for (int i = 0; i < 3000; i++) {
      assertThat(additional.get(i)).startsWith("host-" + i + ".svc.example.org. ");
    }
  }

  @Test
  void neverPointsBeyondWhatAPointerCanHold() {
    Question question = question("example.org", Type.TXT);
    ResponseBuilder builder = ResponseBuilder.of(question);
    for (int i = 0; i < 70; i++) {
      builder.txt(5, "x".repeat(255));
    }
    byte[] late = WireName.of("late.example.net");

    CompiledResponse response = builder.owner(late).a(5, 1).a(5, 2).build();

    assertThat(section(response, question, Section.ANSWER))
        .endsWith("late.example.net. 5 IN A 0.0.0.1", "late.example.net. 5 IN A 0.0.0.2");
    assertThat(response.hasShuffle()).isTrue();
  }

  @Test
  void leavesOutWhatAMessageCannotCount() {
    ResponseBuilder builder = ResponseBuilder.of(question("example.org", Type.A));
    for (int i = 0; i < 65_540; i++) {
      builder.a(5, i);
    }

    CompiledResponse response = builder.authority().owner(WireName.of("org")).ns(5, ZONE).build();

    assertThat(response.answerCount()).isEqualTo(65_535);
    assertThat(response.authorityCount()).isEqualTo(1);
    assertThat(section(response, question("example.org", Type.A), Section.AUTHORITY))
        .containsExactly("org. 5 IN NS cluster.local.");
  }

  @Test
  void keepsTheOrderOfSections() {
    ResponseBuilder builder = ResponseBuilder.of(question("example.org", Type.A)).additional();

    assertThatIllegalStateException().isThrownBy(builder::authority);
  }

  @Test
  void refusesRecordsThatCannotBeEncoded() throws IOException {
    byte[] wire = bytes("00 000b 0001 00000000 0005 c0000201 06"); // well-known services: none
    Record hostile = Record.fromWire(wire, Section.ANSWER);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseBuilder.of(question(".", Type.WKS)).record(hostile));
  }

  @Test
  void findsNoAddressesToShuffleAmongThoseThatDiffer() {
    Question question = question("example.org", Type.A);

    assertThat(ResponseBuilder.of(question).a(5, 1).build().hasShuffle()).isFalse();
    assertThat(ResponseBuilder.of(question).a(5, 1).a(6, 2).build().hasShuffle()).isFalse();
    assertThat(ResponseBuilder.of(question).a(5, 1).aaaa(5, 1, 1).build().hasShuffle()).isFalse();
    assertThat(ResponseBuilder.of(question).txt(5, "abc").txt(5, "abd").build().hasShuffle())
        .isFalse();
    assertThat(ResponseBuilder.of(question).a(5, 1).a(5, 2).build().hasShuffle()).isTrue();
  }
}
