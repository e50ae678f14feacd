// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.dns.ResponseBuilder;
import io.binnacle.plugin.WireResponse;
import io.binnacle.plugins.cache.Held.Kind;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

class ContentsTest {
  private static final int PLAIN = 0;

  private static Contents contents(String directive) throws CorefileException {
    return new Contents(CacheConfig.parse(Directives.parse(directive), Zones.ROOT));
  }

  private static Question question(String name) {
    return Question.of(Queries.name(name), Type.A, DClass.IN);
  }

  /** Fresh until 10, usable until 20. */
  private static Held held(Kind kind) {
    return held(kind, question("www.example.org"), 1);
  }

  private static Held held(Kind kind, Question question, int addresses) {
    ResponseBuilder builder = ResponseBuilder.of(question);
    for (int i = 0; i < addresses; i++) {
      builder.a(10, i);
    }
    return new Held(
        kind, WireResponse.of(builder.build(), 0, 0), 0, 10, kind == Kind.FAILURE ? 10 : 20, 0);
  }

  private static @Nullable Held find(Contents contents, long now) {
    return contents.find(question("www.example.org"), PLAIN, now);
  }

  private static void put(Contents contents, Held held) {
    contents.put(question("www.example.org"), PLAIN, held, 5);
  }

  @Test
  void findsWhatIsFreshOrStaleAndNothingElse() throws Exception {
    Contents contents = contents("cache");
    Held answer = held(Kind.ANSWER);
    put(contents, answer);

    assertThat(find(contents, 9)).isSameAs(answer);
    assertThat(find(contents, 19)).isSameAs(answer);
    assertThat(find(contents, 20)).isNull();
  }

  @Test
  void theNewestWordCounts() throws Exception {
    Contents contents = contents("cache");
    put(contents, held(Kind.ANSWER));
    Held denial = held(Kind.DENIAL);
    put(contents, denial);
    assertThat(find(contents, 5)).isSameAs(denial);

    Held answer = held(Kind.ANSWER);
    put(contents, answer);
    assertThat(find(contents, 5)).isSameAs(answer);
    assertThat(contents.store(Kind.DENIAL).size()).isZero();
  }

  @Test
  void aFailureTakesThePlaceOfNothingThatIsOfUse() throws Exception {
    Contents contents = contents("cache");
    Held failure = held(Kind.FAILURE);
    put(contents, failure);
    assertThat(find(contents, 5)).isSameAs(failure);

    Held denial = held(Kind.DENIAL);
    put(contents, denial);
    put(contents, held(Kind.FAILURE));
    assertThat(find(contents, 5)).isSameAs(denial);
    assertThat(find(contents, 15)).isSameAs(denial);

    Held answer = held(Kind.ANSWER);
    put(contents, answer);
    put(contents, held(Kind.FAILURE));
    assertThat(find(contents, 5)).isSameAs(answer);
  }

  @Test
  void aStaleAnswerIsBetterThanAFreshDenialIfPreferred() throws Exception {
    Contents contents = contents("cache {\nserve_stale\nserve_stale_policy prefer_positive\n}");
    Held answer = held(Kind.ANSWER);
    put(contents, answer);
    put(contents, held(Kind.DENIAL));

    assertThat(find(contents, 15)).isSameAs(answer);
  }

  @Test
  void variantsAreKeptApart() throws Exception {
    Contents contents = contents("cache");
    Question question = question("www.example.org");
    for (int variant = 0; variant < 4; variant++) {
      contents.put(question, variant, held(variant < 2 ? Kind.ANSWER : Kind.DENIAL), 5);
    }

    contents.outdate(question, 1, Kind.DENIAL);

    assertThat(contents.find(question, 0, 5)).isNotNull();
    assertThat(contents.find(question, 1, 5)).isNull();
    assertThat(contents.find(question, 2, 5)).isNotNull();
  }

  /** Attack A47: names that do not exist push out none that do. */
  @Test
  void denialsTakeNoRoomFromAnswers() throws Exception {
    Contents contents = contents("cache {\n success 1024\n denial 1024\n}");
    put(contents, held(Kind.ANSWER));

    for (int i = 0; i < 20_000; i++) {
      Question random = question(i + ".example.org");
      contents.put(random, PLAIN, held(Kind.DENIAL, random, 1), 5);
    }

    assertThat(find(contents, 5)).isNotNull();
    assertThat(contents.store(Kind.DENIAL).size()).isBetween(512L, 2048L);
    assertThat(contents.store(Kind.DENIAL).takeEvictions()).isBetween(17_000L, 20_000L);
    assertThat(contents.store(Kind.ANSWER).takeEvictions()).isZero();
  }

  @Test
  void largeResponsesTakeMoreRoom() throws Exception {
    Contents contents = contents("cache {\n success 1024\n}");
    for (int i = 0; i < 1000; i++) {
      Question question = question(i + ".example.org");
      contents.put(question, PLAIN, held(Kind.ANSWER, question, 100), 5);
    }

    assertThat(contents.store(Kind.ANSWER).size()).isBetween(150L, 400L);
  }

  /** Attack A11: names with the same hash are different names all the same. */
  @Test
  void questionsAreComparedWhole() throws Exception {
    Contents contents = contents("cache");
    put(contents, held(Kind.ANSWER));
    Question www = question("www.example.org");

    assertThat(contents.find(www.withType(Type.AAAA), PLAIN, 5)).isNull();
    assertThat(contents.find(question("ww.example.org"), PLAIN, 5)).isNull();
    assertThat(
            contents.find(
                Question.of(Queries.name("www.example.org"), Type.A, DClass.CH), PLAIN, 5))
        .isNull();
    assertThat(contents.find(question("WWW.Example.Org"), PLAIN, 5)).isNotNull();
  }
}
