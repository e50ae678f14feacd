// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class ZonesTest {
  private static final Name EXAMPLE = Name.fromConstantString("example.org.");
  private static final Name SUB = Name.fromConstantString("sub.example.org.");

  private final Zones zones = new Zones(List.of(EXAMPLE, SUB));

  @Test
  void coversItsApexesAndWhatIsBelow() {
    assertThat(zones.covers(EXAMPLE)).isTrue();
    assertThat(zones.covers(Name.fromConstantString("a.EXAMPLE.org."))).isTrue();
    assertThat(zones.covers(Name.fromConstantString("notexample.org."))).isFalse();
    assertThat(zones.covers(Name.fromConstantString("org."))).isFalse();
  }

  @Test
  void findsTheClosestApex() {
    assertThat(zones.closest(Name.fromConstantString("a.sub.example.org."))).contains(SUB);
    assertThat(zones.closest(Name.fromConstantString("a.example.org."))).contains(EXAMPLE);
    assertThat(zones.closest(Name.fromConstantString("example.net."))).isEmpty();
  }

  @Test
  void coversEverythingOrNothing() {
    assertThat(Zones.ROOT.covers(Name.root)).isTrue();
    assertThat(Zones.ROOT.covers(EXAMPLE)).isTrue();
    assertThat(Zones.NONE.covers(Name.root)).isFalse();
  }
}
