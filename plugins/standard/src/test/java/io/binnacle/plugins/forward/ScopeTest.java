// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.testing.Queries;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Type;

class ScopeTest {
  private static Zones zones(String... names) {
    return new Zones(List.of(names).stream().map(Queries::name).toList());
  }

  private static boolean contains(Scope scope, String name) {
    return scope.contains(Question.of(Queries.name(name), Type.A, DClass.IN));
  }

  @Test
  void isTheNamesInAZone() {
    var scope = new Scope(zones("example.org"), Zones.NONE);

    assertThat(contains(scope, "example.org")).isTrue();
    assertThat(contains(scope, "a.b.Example.Org")).isTrue();
    assertThat(contains(scope, "example.net")).isFalse();
    assertThat(contains(scope, "anexample.org")).isFalse();
    assertThat(contains(scope, "org")).isFalse();
  }

  @Test
  void isNotTheExceptedNames() {
    var scope = new Scope(Zones.ROOT, zones("example.org", "internal"));

    assertThat(contains(scope, "example.org")).isFalse();
    assertThat(contains(scope, "www.EXAMPLE.org")).isFalse();
    assertThat(contains(scope, "internal")).isFalse();
    assertThat(contains(scope, "example.net")).isTrue();
    assertThat(contains(scope, ".")).isTrue();
  }

  @Test
  void isAlwaysTheApexItself() {
    var scope = new Scope(zones("example.org"), zones("example.org"));

    assertThat(contains(scope, "example.org")).isTrue();
    assertThat(contains(scope, "www.example.org")).isFalse();
  }
}
