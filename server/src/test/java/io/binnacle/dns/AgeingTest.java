// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.decode;
import static io.binnacle.dns.WireFixture.parsed;
import static io.binnacle.dns.WireFixture.query;
import static io.binnacle.dns.WireFixture.queryWithEdns;
import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.WireFixture.Written;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AgeingTest {
  private static final long SECOND = 1_000_000_000;
  private static final Question QUESTION = question("www.example.org", Type.A);

  /** Records with TTLs of 30, 60 and 2^31 - 1 seconds. */
  private static final CompiledResponse SECTIONS =
      ResponseBuilder.of(QUESTION)
          .a(30, 1)
          .authority()
          .owner(WireName.of("example.org"))
          .ns(60, WireName.of("ns.example.org"))
          .additional()
          .owner(WireName.of("ns.example.org"))
          .a(Integer.MAX_VALUE, 2)
          .build();

  /** nanoTime may run over. */
  private static final long START = Long.MAX_VALUE - SECOND;

  private final ResponseWriter writer = new ResponseWriter(1);

  private List<Long> written(Ageing ageing, long now) {
    Written response = Written.of(SECTIONS).withAgeing(ageing);
    int length = writer.write(parsed(query("www.example.org", Type.A)), response, 512, now);
    return ttls(decode(writer.buffer(), length));
  }

  private static long later(long nanos) {
    return START + nanos;
  }

  private static List<Long> ttls(Message message) {
    return Stream.of(Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL)
        .flatMap(section -> message.getSection(section).stream())
        .map(Record::getTTL)
        .toList();
  }

  @Test
  void sendsTtlsAsTheyAreUnlessTold() {
    assertThat(written(Ageing.None.NONE, 99 * SECOND)).containsExactly(30L, 60L, 0x7fff_ffffL);
  }

  @Test
  void takesTheAgeFromEachTtl() {
    Ageing ageing = new Ageing.Since(START);

    assertThat(written(ageing, later(2 * SECOND))).containsExactly(28L, 58L, 0x7fff_fffdL);
    assertThat(written(ageing, later(45 * SECOND))).containsExactly(0L, 15L, 0x7fff_ffd2L);
  }

  @Test
  void countsWholeSeconds() {
    Ageing ageing = new Ageing.Since(START);

    assertThat(written(ageing, later(0))).startsWith(30L);
    assertThat(written(ageing, later(SECOND - 1))).startsWith(30L);
    assertThat(written(ageing, later(SECOND))).startsWith(29L);
  }

  @Test
  void doesNotGrowYoungerThanItWas() {
    assertThat(written(new Ageing.Since(START), later(-5 * SECOND))).startsWith(30L);
  }

  @Test
  void canBeTheSameForAll() {
    assertThat(written(new Ageing.Fixed(7), later(0))).containsExactly(7L, 7L, 7L);
  }

  @Test
  void leavesWhatIsNotSentAndTheOptRecordAlone() {
    Written response = Written.of(SECTIONS).withAgeing(new Ageing.Fixed(9));
    int whole =
        writer.write(
            parsed(queryWithEdns("www.example.org", Type.A)), Written.of(SECTIONS), 512, 0);

    int length =
        writer.write(parsed(queryWithEdns("www.example.org", Type.A)), response, whole - 1, 0);

    Message message = decode(writer.buffer(), length);
    assertThat(message.getSection(Section.ADDITIONAL)).hasSize(1);
    assertThat(message.getOPT().getTTL()).isZero();
    assertThat(message.getSection(Section.AUTHORITY).getFirst().getTTL()).isEqualTo(9);
  }

  @Test
  void isSeenInMessages() {
    Written response = Written.of(SECTIONS).withAgeing(new Ageing.Fixed(9));
    Written old =
        Written.of(SECTIONS).withAgeing(new Ageing.Since(System.nanoTime() - 40 * SECOND));

    assertThat(ttls(MessageCodec.message(response, QUESTION))).containsExactly(9L, 9L, 9L);
    assertThat(ttls(MessageCodec.message(old, QUESTION))).startsWith(0L);
  }

  @Test
  void knowsTheLeastTtl() {
    assertThat(SECTIONS.leastTtl()).isEqualTo(30);
    assertThat(CompiledResponse.EMPTY.leastTtl()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void takesATtlWithTheFirstBitForZero() {
    CompiledResponse sections = ResponseBuilder.of(QUESTION).a(30, 1).a(1 << 31, 2).build();

    assertThat(sections.leastTtl()).isZero();
    assertThat(ttls(MessageCodec.message(Written.of(sections.withTtls(ttl -> ttl + 1)), QUESTION)))
        .containsExactly(31L, 1L);
  }

  @Test
  void changesTtlsInACopy() {
    CompiledResponse capped = SECTIONS.withTtls(ttl -> Math.min(ttl, 40));

    assertThat(ttls(MessageCodec.message(Written.of(capped), QUESTION)))
        .containsExactly(30L, 40L, 40L);
    assertThat(SECTIONS.withTtls(ttl -> ttl)).isSameAs(SECTIONS);
    assertThat(ttls(MessageCodec.message(Written.of(SECTIONS), QUESTION))).endsWith(0x7fff_ffffL);
  }
}
