// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static io.binnacle.testing.FakeUpstream.Behaviour.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugin.Transport;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import io.binnacle.testing.UpstreamQuestion;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ForwardMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ForwardMetrics metrics = new ForwardMetrics(registry);
  private final int port = FreePort.find();

  private List<String> scraped() throws Exception {
    return HttpProbe.get(port, "/metrics").body().lines().toList();
  }

  private HistogramDataPointSnapshot duration() {
    return ((HistogramSnapshot)
            registry.scrape(name -> name.equals("coredns_proxy_request_duration_seconds")).get(0))
        .getDataPoints()
        .getFirst();
  }

  @Test
  void measuresFromAQuarterOfAMillisecondToEightSeconds() {
    metrics.of("192.0.2.1:53", false).answered(Rcode.NOERROR, 300_000);

    HistogramDataPointSnapshot measured = duration();
    assertThat(
            IntStream.range(0, measured.getClassicBuckets().size())
                .mapToDouble(measured.getClassicBuckets()::getUpperBound))
        .containsExactly(
            0.00025,
            0.0005,
            0.001,
            0.002,
            0.004,
            0.008,
            0.016,
            0.032,
            0.064,
            0.128,
            0.256,
            0.512,
            1.024,
            2.048,
            4.096,
            8.192,
            Double.POSITIVE_INFINITY);
    assertThat(measured.getSum()).isEqualTo(0.0003);
  }

  @Test
  void namesResponseCodesOrCountsThem() {
    metrics.of("192.0.2.1:53", false).answered(Rcode.NXDOMAIN, 1);
    assertThat(duration().getLabels().get("rcode")).isEqualTo("NXDOMAIN");

    registry.clear();
    new ForwardMetrics(registry).of("192.0.2.1:53", false).answered(4000, 1);
    assertThat(duration().getLabels().get("rcode")).isEqualTo("4000");
  }

  @Test
  void countsSocketsByProtocol() {
    metrics.of("192.0.2.1:53", false).sent(Transport.UDP, true);
    metrics.of("192.0.2.1:53", false).sent(Transport.TCP, false);
    metrics.of("192.0.2.1:853", true).sent(Transport.TCP, false);

    assertThat(metrics.opened().labelValues("forward", "192.0.2.1:53", "udp").get()).isEqualTo(1);
    assertThat(metrics.reused().labelValues("forward", "192.0.2.1:53", "tcp").get()).isEqualTo(1);
    assertThat(metrics.reused().labelValues("forward", "192.0.2.1:853", "tcp-tls").get())
        .isEqualTo(1);
  }

  /** Attack A56: a name may have other addresses each minute. */
  @Test
  void forgetsWhatIsGone() {
    metrics.of("192.0.2.1:53", false).answered(Rcode.NOERROR, 1);
    metrics.of("192.0.2.2:53", false).answered(Rcode.NOERROR, 1);

    metrics.forget("192.0.2.1:53");

    assertThat(
            registry.scrape().stream()
                .flatMap(family -> family.getDataPoints().stream())
                .map(point -> point.getLabels().get("to"))
                .filter(Objects::nonNull))
        .isNotEmpty()
        .containsOnly("192.0.2.2:53");
  }

  @Test
  void areSeenByPrometheus() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var sick = FakeUpstream.start(UpstreamQuestion::hangUp);
        var server =
            TestServer.start(
                """
                . {
                  prometheus 127.0.0.1:%d
                  forward example.net %s {
                    force_tcp
                    health_check 10ms
                    max_fails 1
                    failfast_all_unhealthy_upstreams
                  }
                  forward . %s
                }
                """,
                port, sick, upstream)) {
      server.tcp().ask("one.example.org", Type.A);
      upstream.behave(rcode(Rcode.NXDOMAIN));
      server.tcp().ask("two.example.org", Type.A);
      do { // checks come one after the other
        server.ask("example.net", Type.A);
      } while (scraped().contains("coredns_forward_healthcheck_broken_total 0.0"));

      String to = "to=\"" + upstream + "\"";
      String duration = "coredns_proxy_request_duration_seconds_count{proxy_name=\"forward\"";
      String reused = "coredns_proxy_conn_cache_hits_total{proto=\"tcp\",proxy_name=\"forward\",";
      Predicate<String> failedChecks =
          line ->
              line.startsWith(
                      "coredns_proxy_healthcheck_failures_total{proxy_name=\"forward\",to=\""
                          + sick)
                  && !line.endsWith(" 0.0");
      assertThat(scraped())
          .contains(
              "coredns_forward_max_concurrent_rejects_total 0.0",
              duration + ",rcode=\"NOERROR\"," + to + "} 1",
              duration + ",rcode=\"NXDOMAIN\"," + to + "} 1")
          .anyMatch(line -> line.startsWith(reused + to))
          .anyMatch(failedChecks);
    }
  }
}
