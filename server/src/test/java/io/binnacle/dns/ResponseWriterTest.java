// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.decode;
import static io.binnacle.dns.WireFixture.name;
import static io.binnacle.dns.WireFixture.parsed;
import static io.binnacle.dns.WireFixture.query;
import static io.binnacle.dns.WireFixture.queryWithEdns;
import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.binnacle.dns.WireFixture.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponseWriterTest {
  private static final int LIMIT = 1232;
  private static final int ADDRESS = 0xc0000200; // 192.0.2.0

  private final ResponseWriter writer = new ResponseWriter(42);

  private Message write(QueryHeader query, ResponseHeader response, int limit) {
    int length = writer.write(query, response, limit, 0);
    assertThat(length).isLessThanOrEqualTo(limit);
    return decode(writer.buffer(), length);
  }

  private static CompiledResponse addresses(Question question, int count) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    for (int i = 0; i < count; i++) {
      builder.a(30, ADDRESS + i);
    }
    return builder.build();
  }

  private static List<String> answers(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  @Test
  void repeatsIdOpcodeRdAndCd() {
    Message query = query("example.org", Type.A);
    query.getHeader().setFlag(Flags.CD);
    query.getHeader().setFlag(Flags.AD);

    Message response = write(parsed(query), Written.of(CompiledResponse.EMPTY), LIMIT);

    assertThat(response.getHeader().getID()).isEqualTo(4711);
    assertThat(response.getHeader().getOpcode()).isEqualTo(Opcode.QUERY);
    assertThat(response.getHeader().printFlags().strip()).isEqualTo("qr rd cd");
  }

  @Test
  void takesTheOtherFlagsFromTheResponse() {
    Written all = Written.of(CompiledResponse.EMPTY).withFlags(0xffff);

    Message response = write(parsed(query("example.org", Type.A)), all, LIMIT);

    assertThat(response.getHeader().printFlags().strip()).isEqualTo("qr aa tc rd ra ad");
    assertThat(response.getRcode()).isZero();
  }

  @Test
  void givesTheClientItsLettersBack() {
    QueryParser query = parsed(query("wWw.eXample.ORG", Type.A));

    Message response = write(query, Written.of(addresses(query.question(), 1)), LIMIT);

    assertThat(response.getQuestion().getName()).hasToString("wWw.eXample.ORG.");
    assertThat(response.getSection(Section.ANSWER).getFirst().getName())
        .hasToString("wWw.eXample.ORG.");
  }

  @Test
  void servesAResponseToEverySpellingOfItsQuestion() {
    CompiledResponse compiled = addresses(question("www.example.org", Type.A), 1);

    Message response = write(parsed(query("WWW.EXAMPLE.ORG", Type.A)), Written.of(compiled), LIMIT);

    assertThat(response.getSection(Section.ANSWER).getFirst().getName())
        .isEqualTo(name("www.example.org"));
  }

  @Test
  void refusesAResponseToAQuestionOfAnotherLength() {
    CompiledResponse compiled = addresses(question("www.example.org", Type.A), 1);
    QueryParser query = parsed(query("example.org", Type.A));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.write(query, Written.of(compiled), LIMIT, 0));
  }

  @Test
  void addsAnOptRecordIffTheQueryHasOne() {
    Written response = Written.of(CompiledResponse.EMPTY);

    assertThat(write(parsed(query("example.org", Type.A)), response, LIMIT).getOPT()).isNull();
    OPTRecord opt = write(parsed(queryWithEdns("example.org", Type.A)), response, LIMIT).getOPT();

    assertThat(opt.getPayloadSize()).isEqualTo(1232);
    assertThat(opt.getVersion()).isZero();
    assertThat(opt.getFlags()).isZero();
    assertThat(opt.getOptions()).isEmpty();
  }

  @Test
  void copiesDoAndNothingElseFromTheOptRecord() {
    Message query = query("example.org", Type.A);
    query.addRecord(
        new OPTRecord(4096, 0, 0, 0xffff, new org.xbill.DNS.CookieOption(new byte[8])),
        Section.ADDITIONAL);

    OPTRecord opt = write(parsed(query), Written.of(CompiledResponse.EMPTY), LIMIT).getOPT();

    assertThat(opt.getFlags()).isEqualTo(Edns.DO);
    assertThat(opt.getOptions()).isEmpty();
  }

  @Test
  void spreadsLongResponseCodesOverHeaderAndOptRecord() {
    Written badvers = Written.of(CompiledResponse.EMPTY).withRcode(Rcode.BADVERS);

    Message response = write(parsed(queryWithEdns("example.org", Type.A)), badvers, LIMIT);

    assertThat(response.getRcode()).isEqualTo(Rcode.BADVERS);
    assertThat(response.getHeader().getRcode()).isZero();
  }

  @Test
  void answersServfailWhereALongResponseCodeHasNoRoom() {
    Written badvers = Written.of(CompiledResponse.EMPTY).withRcode(Rcode.BADVERS);

    Message response = write(parsed(query("example.org", Type.A)), badvers, LIMIT);

    assertThat(response.getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void tellsTheExtendedError() {
    Written failure =
        Written.of(CompiledResponse.EMPTY)
            .withRcode(Rcode.SERVFAIL)
            .withExtendedError(ExtendedError.NOT_READY, "noch nicht fähig");

    Message response = write(parsed(queryWithEdns("example.org", Type.A)), failure, LIMIT);

    ExtendedErrorCodeOption option =
        (ExtendedErrorCodeOption)
            response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).getFirst();
    assertThat(option.getErrorCode()).isEqualTo(14);
    assertThat(option.getText()).isEqualTo("noch nicht fähig");
  }

  @Test
  void keepsTheExtendedErrorFromClientsWithoutEdns() {
    Written failure = Written.of(CompiledResponse.EMPTY).withExtendedError(14, "not yet");

    Message response = write(parsed(query("example.org", Type.A)), failure, LIMIT);

    assertThat(response.getOPT()).isNull();
  }

  @Test
  void dropsTheExtendedErrorBeforeAnyRecord() {
    QueryParser query = parsed(queryWithEdns("example.org", Type.A));
    Written response =
        Written.of(addresses(query.question(), 25)).withExtendedError(3, "x".repeat(100));

    Message written = write(query, response, 512);

    assertThat(written.getSection(Section.ANSWER)).hasSize(25);
    assertThat(written.getOPT().getOptions()).isEmpty();
    assertThat(written.getHeader().getFlag(Flags.TC)).isTrue();
  }

  @Test
  void sendsAsManyRecordsAsFitAndSaysSo() {
    QueryParser query = parsed(query("example.org", Type.A));
    CompiledResponse compiled = addresses(query.question(), 100);

    Message response = write(query, Written.of(compiled), 512);

    assertThat(response.getSection(Section.ANSWER)).hasSize((512 - 12 - 17) / 16);
    assertThat(response.getHeader().getFlag(Flags.TC)).isTrue();
  }

  @Test
  void reservesTheOptRecordFirst() {
    QueryParser query = parsed(queryWithEdns("example.org", Type.A));
    CompiledResponse compiled = addresses(query.question(), 100);

    Message response = write(query, Written.of(compiled), 512);

    assertThat(response.getSection(Section.ANSWER)).hasSize((512 - 12 - 17 - 11) / 16);
    assertThat(response.getOPT()).isNotNull();
  }

  @Test
  void fillsTheLimitToTheLastByte() {
    QueryParser query = parsed(query("example.org", Type.A));
    CompiledResponse compiled = addresses(query.question(), 10);
    int whole = 12 + 17 + 10 * 16;

    assertThat(writer.write(query, Written.of(compiled), whole, 0)).isEqualTo(whole);
    assertThat(writer.write(query, Written.of(compiled), whole - 1, 0)).isEqualTo(whole - 16);
  }

  @Test
  void leavesAdditionalRecordsOutWithoutAWord() {
    QueryParser query = parsed(query("example.org", Type.SRV));
    ResponseBuilder builder = ResponseBuilder.of(query.question());
    builder.srv(30, 0, 100, 80, WireName.of("a.example.org")).additional();
    for (int i = 0; i < 100; i++) {
      builder.owner(WireName.of("a.example.org")).a(30, ADDRESS + i);
    }

    Message response = write(query, Written.of(builder.build()), 512);

    assertThat(response.getSection(Section.ANSWER)).hasSize(1);
    assertThat(response.getSection(Section.ADDITIONAL)).hasSizeBetween(20, 40);
    assertThat(response.getHeader().getFlag(Flags.TC)).isFalse();
  }

  @Test
  void cutsAtTheEndOfAMessageOnStreamsToo() {
    QueryParser query = parsed(query("example.org", Type.A));
    CompiledResponse compiled = addresses(query.question(), 10_000);
    assertThat(compiled.length()).isGreaterThan(0xffff);

    Message response = write(query, Written.of(compiled), 0xffff);

    assertThat(response.getSection(Section.ANSWER)).hasSize((0xffff - 12 - 17) / 16);
    assertThat(response.getHeader().getFlag(Flags.TC)).isTrue();
  }

  @Test
  void keepsTheOrderUnlessAskedToShuffle() {
    QueryParser query = parsed(query("example.org", Type.A));

    Message response = write(query, Written.of(addresses(query.question(), 3)), LIMIT);

    assertThat(answers(response)).containsExactly("192.0.2.0", "192.0.2.1", "192.0.2.2");
  }

  @Test
  void sendsEachAddressOnceWhenShuffled() {
    QueryParser query = parsed(query("example.org", Type.A));
    Written response = Written.of(addresses(query.question(), 20)).shuffled();

    for (int run = 0; run < 100; run++) {
      assertThat(answers(write(query, response, LIMIT)))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 20).mapToObj(i -> "192.0.2." + i).toList());
    }
  }

  @Test
  void givesEachOrderTheSameChance() {
    QueryParser query = parsed(query("example.org", Type.A));
    Written response = Written.of(addresses(query.question(), 3)).shuffled();
    Map<List<String>, Integer> orders = new HashMap<>();

    for (int run = 0; run < 6_000; run++) {
      orders.merge(answers(write(query, response, LIMIT)), 1, Integer::sum);
    }

    assertThat(orders).hasSize(6);
    assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
  }

  @Test
  void givesEachOfManyAddressesTheSameChanceToBeFirst() {
    QueryParser query = parsed(query("example.org", Type.A));
    Written response = Written.of(addresses(query.question(), 60)).shuffled();
    Map<String, Integer> first = new HashMap<>();

    for (int run = 0; run < 6_000; run++) {
      List<String> answers = answers(write(query, response, 65_535));
      first.merge(answers.getFirst(), 1, Integer::sum);
      assertThat(answers).doesNotHaveDuplicates().hasSize(60);
    }

    assertThat(first).hasSize(60);
    assertThat(first.values()).allSatisfy(count -> assertThat(count).isBetween(50, 150));
  }

  @Test
  void givesEachAddressTheSameChanceToBeSent() {
    QueryParser query = parsed(query("example.org", Type.A));
    Written response = Written.of(addresses(query.question(), 60)).shuffled(); // 30 of them fit
    Map<String, Integer> sent = new HashMap<>();
    Map<String, Integer> first = new HashMap<>();

    for (int run = 0; run < 6_000; run++) {
      List<String> answers = answers(write(query, response, 512));
      answers.forEach(address -> sent.merge(address, 1, Integer::sum));
      first.merge(answers.getFirst(), 1, Integer::sum);
      assertThat(answers).doesNotHaveDuplicates().hasSize(30);
    }

    assertThat(sent).hasSize(60);
    assertThat(sent.values()).allSatisfy(count -> assertThat(count).isBetween(2800, 3200));
    assertThat(first.values()).allSatisfy(count -> assertThat(count).isBetween(50, 150));
  }

  @Test
  void shufflesTheAddressesBehindAnAlias() {
    QueryParser query = parsed(query("www.example.org", Type.AAAA));
    byte[] target = WireName.of("real.example.org");
    CompiledResponse compiled =
        ResponseBuilder.of(query.question())
            .cname(30, target)
            .owner(target)
            .aaaa(30, 0x20010db800000000L, 1)
            .aaaa(30, 0x20010db800000000L, 2)
            .build();

    assertThat(compiled.hasShuffle()).isTrue();
    for (int run = 0; run < 20; run++) {
      List<Record> answers =
          write(query, Written.of(compiled).shuffled(), LIMIT).getSection(Section.ANSWER);
      assertThat(answers.getFirst().getType()).isEqualTo(Type.CNAME);
      assertThat(answers.subList(1, 3))
          .extracting(Record::rdataToString)
          .containsExactlyInAnyOrder("2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2");
    }
  }

  @Test
  void writesBareErrors() {
    int length = writer.writeError(7, Octets.QR | 0x7810 | Octets.AD, Rcode.NOTIMP);

    assertThat(length).isEqualTo(12);
    Message response = decode(writer.buffer(), length);
    assertThat(response.getHeader().getID()).isEqualTo(7);
    assertThat(response.getHeader().getOpcode()).isEqualTo(15);
    assertThat(response.getHeader().getRcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(response.getHeader().printFlags().strip()).isEqualTo("qr cd");
    assertThat(response.getQuestion()).isNull();
  }

  @Test
  void repeatsTypeAndClass() {
    Message query = Message.newQuery(Record.newRecord(name("example.org"), 65280, DClass.CH));

    Message response = write(parsed(query), Written.of(CompiledResponse.EMPTY), LIMIT);

    assertThat(response.getQuestion()).isEqualTo(query.getQuestion());
    assertThat(response.getSection(Section.ANSWER)).doesNotHaveAnyElementsOfTypes(ARecord.class);
  }
}
