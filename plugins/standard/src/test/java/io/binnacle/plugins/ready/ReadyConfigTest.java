// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.HostPort;
import io.binnacle.testing.Directives;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyConfigTest {
  private static ReadyConfig parse(String text) throws CorefileException {
    return ReadyConfig.parse(Directives.parse(text));
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  @Test
  void listensAtPort8181AndAsksUntilReadyByDefault() throws Exception {
    assertThat(parse("ready")).isEqualTo(new ReadyConfig(new HostPort("", 8181), false));
    assertThat(parse("ready {\n monitor until-ready\n}")).isEqualTo(parse("ready"));
  }

  @Test
  void readsAddressAndMonitor() throws Exception {
    assertThat(parse("ready [::1]:8182 {\n monitor continuously\n}"))
        .isEqualTo(new ReadyConfig(new HostPort("::1", 8182), true));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(problems("ready :65536 {\n monitor always\n}"))
        .containsExactly(
            "Corefile:2:7: ready: expected an address and port such as :8181, found ':65536'",
            "Corefile:3:10: ready: monitor: expected one of until-ready, continuously,"
                + " found 'always'");
    assertThat(problems("ready {\n monitor\n monitor continuously always\n moniter\n}"))
        .containsExactly(
            "Corefile:3:9: ready: monitor: expected one of until-ready, continuously,"
                + " found end of line",
            "Corefile:4:23: ready: monitor: expected end of line, found 'always'",
            "Corefile:5:2: ready: unknown property 'moniter', did you mean 'monitor'?");
  }
}
