// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Upstream;
import io.binnacle.testing.Directives;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
  private static Upstreams upstreams(String to) throws CorefileException {
    ForwardConfig config = ForwardConfig.parse(Directives.parse("forward . " + to), Path::of);
    ForwardMetrics metrics = new ForwardMetrics(new PrometheusRegistry());
    return new Upstreams(
        config.targets().to(),
        (address, written) ->
            new Candidate(
                address,
                written,
                config,
                metrics,
                () -> {
                  throw new AssertionError("nothing is asked");
                }));
  }

  private static void found(Upstreams upstreams, int named, String... addresses) {
    Upstream host = upstreams.named().get(named);
    upstreams.found(host, Stream.of(addresses).map(InetAddress::ofLiteral).toList());
  }

  @Test
  void haveThePlacesOfTheCorefile() throws Exception {
    Upstreams upstreams = upstreams("192.0.2.1 a.example 192.0.2.2 b.example:54");
    assertThat(upstreams.now()).hasToString("[192.0.2.1:53, 192.0.2.2:53]");

    found(upstreams, 1, "192.0.2.9");
    found(upstreams, 0, "192.0.2.8", "2001:db8::8");

    assertThat(upstreams.now())
        .hasToString("[192.0.2.1:53, 192.0.2.8:53, [2001:db8::8]:53, 192.0.2.2:53, 192.0.2.9:54]");
  }

  @Test
  void stayTheSameWhileTheirAddressesDo() throws Exception {
    Upstreams upstreams = upstreams("a.example 192.0.2.1");
    found(upstreams, 0, "192.0.2.7", "192.0.2.8");
    List<Candidate> before = upstreams.now();

    found(upstreams, 0, "192.0.2.8", "192.0.2.7");
    assertThat(upstreams.now()).isSameAs(before);
    found(upstreams, 0, "192.0.2.9", "192.0.2.8");

    assertThat(upstreams.now()).hasToString("[192.0.2.8:53, 192.0.2.9:53, 192.0.2.1:53]");
    assertThat(upstreams.now().getFirst()).isSameAs(before.get(1));
  }

  @Test
  void areNeverThereTwice() throws Exception {
    Upstreams upstreams = upstreams("a.example b.example 192.0.2.1");

    found(upstreams, 0, "192.0.2.1", "192.0.2.2");
    found(upstreams, 1, "192.0.2.2");

    assertThat(upstreams.now()).hasToString("[192.0.2.1:53, 192.0.2.2:53]");
  }
}
