// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.k8s_external;

import static io.binnacle.testing.Directives.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.plugins.kubernetes.records.ExternalOptions;
import io.binnacle.testing.Directives;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;

class K8sExternalConfigTest {
  private static K8sExternalConfig parse(String text) throws CorefileException {
    return K8sExternalConfig.parse(Directives.parse(text), zones("example.net."));
  }

  private static Zones zones(String... names) {
    return new Zones(Stream.of(names).map(Name::fromConstantString).toList());
  }

  @Test
  void hasDefaults() throws CorefileException {
    assertThat(parse("k8s_external"))
        .isEqualTo(
            new K8sExternalConfig(
                zones("example.net."), new ExternalOptions(5, "dns", false), Zones.NONE));
  }

  @Test
  void readsAllOptions() throws CorefileException {
    assertThat(
            parse(
                """
                k8s_external Example.ORG 203.0.113.0/24 {
                  apex NS
                  ttl 60
                  headless
                  fallthrough example.org
                }
                """))
        .isEqualTo(
            new K8sExternalConfig(
                zones("example.org.", "113.0.203.in-addr.arpa."),
                new ExternalOptions(60, "ns", true),
                zones("example.org.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apex           | 3:5: k8s_external: apex: expected a label, found end of line",
        "apex a.b       | 3:6: k8s_external: apex: expected a label, found 'a.b'",
        "apex a b       | 3:8: k8s_external: apex: expected end of line, found 'b'",
        "ttl            | 3:4: k8s_external: ttl: expected a whole number, found end of line",
        "ttl x          | 3:5: k8s_external: ttl: expected a whole number, found 'x'",
        "ttl 3601       | 3:5: k8s_external: ttl: expected a whole number from 0 to 3600, found"
            + " '3601'",
        "headless yes   | 3:10: k8s_external: headless: expected end of line, found 'yes'",
        "headles        | 3:1: k8s_external: unknown property 'headles', did you mean 'headless'?",
      })
  void saysWhatIsWrong(String option, String problem) {
    assertThat(problems(() -> parse("k8s_external {\n" + option + "\n}")))
        .isEqualTo(List.of("Corefile:" + problem));
  }

  @Test
  void needsAZoneForNames() {
    assertThat(problems(() -> parse("k8s_external 203.0.113.0/24")))
        .containsExactly("Corefile:2:1: k8s_external: expected a zone that is not a reverse zone");
  }
}
