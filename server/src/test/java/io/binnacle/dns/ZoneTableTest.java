// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static io.binnacle.dns.WireFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class ZoneTableTest {
  private static ZoneTable<String> table(String... zones) {
    return ZoneTable.of(
        Arrays.stream(zones).collect(Collectors.toMap(WireFixture::name, zone -> zone)));
  }

  private static @Nullable String match(ZoneTable<String> table, String name) {
    return table.longestMatch(question(name, Type.A));
  }

  @Test
  void findsTheLongestZone() {
    ZoneTable<String> table = table(".", "org", "example.org", "a.b.example.org");

    assertThat(match(table, "www.example.org")).isEqualTo("example.org");
    assertThat(match(table, "b.example.org")).isEqualTo("example.org");
    assertThat(match(table, "x.a.b.example.org")).isEqualTo("a.b.example.org");
    assertThat(match(table, "example.net")).isEqualTo(".");
    assertThat(match(table, ".")).isEqualTo(".");
    assertThat(match(table, "org")).isEqualTo("org");
  }

  @Test
  void matchesWholeLabelsOnly() {
    ZoneTable<String> table = table("example.org");

    assertThat(match(table, "anexample.org")).isNull();
    assertThat(match(table, "example.org")).isEqualTo("example.org");
    assertThat(match(table, "\\007example.org")).isNull();
  }

  @Test
  void ignoresCase() {
    assertThat(match(table("Example.ORG"), "www.eXAMPLE.org")).isEqualTo("Example.ORG");
  }

  @Test
  void answersForTheRootAlone() {
    ZoneTable<String> table = table(".");

    assertThat(match(table, "www.example.org")).isEqualTo(".");
    assertThat(match(table, ".")).isEqualTo(".");
  }

  @Test
  void matchesNothingWithoutZones() {
    assertThat(match(ZoneTable.of(Map.of()), "example.org")).isNull();
  }

  @Test
  void findsTheLongestOfMany() {
    ZoneTable<String> table =
        table(
            Stream.concat(
                    Stream.of(".", "example.org", "b.example.org"),
                    IntStream.range(0, 100).mapToObj(i -> "zone-" + i + ".example.org"))
                .toArray(String[]::new));

    assertThat(match(table, "www.zone-42.example.org")).isEqualTo("zone-42.example.org");
    assertThat(match(table, "zone-100.example.org")).isEqualTo("example.org");
    assertThat(match(table, "a.b.example.org")).isEqualTo("b.example.org");
    assertThat(match(table, "azone-7.example.org")).isEqualTo("example.org");
    assertThat(match(table, "example.net")).isEqualTo(".");
    assertThat(match(table, ".")).isEqualTo(".");
  }
}
