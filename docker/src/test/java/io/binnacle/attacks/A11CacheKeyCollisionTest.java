// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static io.binnacle.attacks.Records.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.Question;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

/** A11: two questions that have the same place in the cache are two questions all the same. */
class A11CacheKeyCollisionTest {
  /** Two names whose questions have one hash. */
  private static List<String> collision() {
    Map<Integer, String> seen = new HashMap<>();
    for (int i = 0; ; i++) { // after some 77,000 names
      String name = i + ".example.org";
      int hash = Question.of(Queries.name(name), Type.A, DClass.IN).hashCode();
      String other = seen.putIfAbsent(hash, name);
      if (other != null) {
        return List.of(other, name);
      }
    }
  }

  @Test
  void theWholeQuestionIsTheKey() throws Exception {
    try (var upstream =
            FakeUpstream.start(
                question ->
                    question.answer(
                        "192.0.2." + (1 + Math.floorMod(question.name().hashCode(), 250))));
        var server = TestServer.start(".:0 {\n cache\n forward . %s\n}", upstream)) {
      List<String> names = collision();
      List<String> first = answers(server.ask(names.getFirst(), Type.A));
      List<String> second = answers(server.ask(names.getLast(), Type.A));

      assertThat(upstream.asked()).isEqualTo(2);
      assertThat(answers(server.ask(names.getFirst(), Type.A))).isEqualTo(first);
      assertThat(answers(server.ask(names.getLast(), Type.A))).isEqualTo(second);
      assertThat(upstream.asked()).as("both are held").isEqualTo(2);
    }
  }
}
