// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class NameTableTest {
  private final NameTable<String> table = new NameTable<>();

  @Test
  void findsWhatWasPut() {
    table.put(WireName.of("example.org"), "one");
    table.put(WireName.of("example.net"), "two");

    assertThat(table.get(WireName.of("example.org"))).isEqualTo("one");
    assertThat(table.get(WireName.of("example.net"))).isEqualTo("two");
    assertThat(table.get(WireName.of("example.com"))).isNull();
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void findsARunOfLabelsWithinAQuestion() {
    byte[] run = Arrays.copyOf(WireName.of("svc.ns"), 7);
    table.put(run, "service");
    Question question = question("Pod.SVC.ns.svc.cluster.local", Type.A);

    assertThat(table.get(question, 4, 11)).isEqualTo("service");
    assertThat(table.get(question, 4, 10)).isNull();
    assertThat(table.get(question, 0, 11)).isNull();
  }

  @Test
  void comparesByteByByte() {
    table.put(new byte[] {1, 'a', 1, 'b'}, "two labels");

    assertThat(table.get(new byte[] {3, 'a', 1, 'b'})).isNull();
    assertThat(table.get(new byte[] {1, 'A', 1, 'b'})).isNull();
  }

  @Test
  void replacesAndRemoves() {
    byte[] name = WireName.of("example.org");
    table.put(name, "old");

    table.put(name.clone(), "new");
    assertThat(table.get(name)).isEqualTo("new");
    assertThat(table.size()).isEqualTo(1);

    table.remove(name.clone());
    assertThat(table.get(name)).isNull();
    assertThat(table.size()).isZero();

    table.remove(name);
    assertThat(table.size()).isZero();
  }

  @Test
  void showsAllThatHaveAValue() {
    table.put(WireName.of("a"), "1");
    table.put(WireName.of("b"), "2");
    table.put(WireName.of("c"), "3");
    table.remove(WireName.of("b"));
    Map<String, String> seen = new HashMap<>();

    table.forEach((name, value) -> seen.put(WireName.toName(name).toString(), value));

    assertThat(seen).containsOnly(Map.entry("a.", "1"), Map.entry("c.", "3"));
  }

  @Test
  void holdsTheSameAsAMapAfterAnyHistory() {
    NameTable<Integer> table = new NameTable<>();
    Map<Integer, Integer> expected = new HashMap<>();
    Random random = new Random(7);

    for (int step = 0; step < 200_000; step++) {
      int key = random.nextInt(3000);
      if (random.nextInt(3) == 0) {
        table.remove(key(key));
        expected.remove(key);
      } else {
        table.put(key(key), step);
        expected.put(key, step);
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }

    for (int key = 0; key < 3000; key++) {
      assertThat(table.get(key(key))).isEqualTo(expected.get(key));
    }
  }

  @Test
  void doesNotGrowWithNamesThatComeAndGo() {
    NameTable<Integer> table = new NameTable<>();

    for (int i = 0; i < 1_000_000; i++) {
      table.put(key(i), i);
      table.remove(key(i - 10));
    }

    assertThat(table.size()).isEqualTo(10);
    assertThat(table.capacity()).isLessThan(100);
  }

  @Test
  void neverLosesANameFromItsReadersWhileOthersComeAndGo() {
    NameTable<Integer> table = new NameTable<>();
    for (int i = 0; i < 100; i++) {
      table.put(key(i), i);
    }
    AtomicBoolean isOver = new AtomicBoolean();

    CompletableFuture<@Nullable String> reader =
        CompletableFuture.supplyAsync(
            () -> {
              while (!isOver.get()) {
                for (int i = 0; i < 100; i++) {
                  Integer value = table.get(key(i));
                  if (value == null || value % 100 != i) {
                    return "key " + i + " had " + value;
                  }
                }
              }
              return null;
            });
    for (int round = 0; round < 3000; round++) {
      for (int i = 0; i < 100; i++) {
        table.put(key(i), i + 100 * round);
        table.put(key(1000 + i * round), round);
        table.remove(key(1000 + i * (round - 1)));
      }
    }
    isOver.set(true);

    assertThat(reader.join()).isNull();
  }

  private static byte[] key(int number) {
    return new byte[] {
      4, (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
  }
}
