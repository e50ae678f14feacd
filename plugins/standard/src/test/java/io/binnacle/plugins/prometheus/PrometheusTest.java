// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.http.HttpAnswer;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class PrometheusTest {
  private final int port = FreePort.find();

  private String metrics() throws IOException, InterruptedException {
    return HttpProbe.get(port, "/metrics").body();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsQueriesThatTheSystemHadNoRoomFor() throws Exception {
    int dns = FreePort.find();
    PluginCatalog catalog =
        PluginCatalog.parse(
            """
            prometheus:io.binnacle.plugins.prometheus.PrometheusPlugin
            flood:io.binnacle.plugins.prometheus.PrometheusTest$Flood
            """);

    try (TestServer _ =
        TestServer.start(
            catalog,
            """
            .:%1$d {
                prometheus 127.0.0.1:%2$d
                flood %1$d
            }
            """,
            dns,
            port)) {
      assertThat(metrics())
          .containsPattern(
              "binnacle_udp_dropped_total\\{server=\"dns://:%d\"} [1-9]".formatted(dns));
    }
  }

  /** Sends more queries than the system holds, before any is read. */
  public static final class Flood implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      int port = Integer.parseInt(directive.only("a port").text());
      block.onStart(
          () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
              DatagramPacket query =
                  new DatagramPacket(new byte[12], 12, InetAddress.getLoopbackAddress(), port);
              for (int i = 0; i < 30_000; i++) {
                socket.send(query);
              }
            }
            return () -> {};
          });
    }
  }

  @Test
  void countsQueriesAndResponsesByWhereTheyWent() throws Exception {
    try (TestServer server =
        TestServer.start(
            """
            example.org example.net {
                prometheus 127.0.0.1:%d
                whoami
            }
            """,
            port)) {
      server.ask("a.example.org", Type.A);
      server.ask("b.example.org", Type.A);
      server.tcp().ask("b.example.org", Type.NULL);
      Message wantsDnssec = DnsClient.query("example.net", Type.AAAA);
      wantsDnssec.addRecord(new OPTRecord(1232, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
      server.udp().ask(wantsDnssec);
      server.ask("elsewhere.test", Type.A);
      String at = "server=\"dns://:0\",view=\"\",zone=\"%s\"";
      String org = at.formatted("example.org.");
      String net = at.formatted("example.net.");
      String dropped = at.formatted("dropped");

      assertThat(metrics().lines().map(PrometheusTest::sortLabels))
          .contains(
              sortLabels(
                  "coredns_dns_requests_total{family=\"1\",proto=\"udp\",%s,type=\"A\"} 2.0"
                      .formatted(org)),
              sortLabels(
                  "coredns_dns_requests_total{family=\"1\",proto=\"tcp\",%s,type=\"other\"} 1.0"
                      .formatted(org)),
              sortLabels(
                  "coredns_dns_requests_total{family=\"1\",proto=\"udp\",%s,type=\"AAAA\"} 1.0"
                      .formatted(net)),
              sortLabels("coredns_dns_do_requests_total{%s} 1.0".formatted(net)),
              sortLabels(
                  "coredns_dns_responses_total{plugin=\"whoami\",rcode=\"NOERROR\",%s} 3.0"
                      .formatted(org)),
              sortLabels(
                  "coredns_dns_responses_total{plugin=\"\",rcode=\"REFUSED\",%s} 1.0"
                      .formatted(dropped)),
              sortLabels("coredns_dns_request_duration_seconds_count{%s} 3".formatted(org)),
              sortLabels(
                  "coredns_dns_request_size_bytes_bucket{%s,proto=\"udp\",le=\"100.0\"} 2"
                      .formatted(org)),
              sortLabels(
                  "coredns_dns_request_size_bytes_sum{%s,proto=\"udp\"} 62.0".formatted(org)),
              sortLabels(
                  "coredns_dns_response_size_bytes_count{%s,proto=\"tcp\"} 1".formatted(org)));
    }
  }

  @Test
  void tellsOfThePluginsTheBuildAndTheProcess() throws Exception {
    try (TestServer _ =
        TestServer.start(
            """
            example.org example.net {
                prometheus 127.0.0.1:%d
                errors
                whoami
            }
            """,
            port)) {
      assertThat(metrics())
          .contains(
              "coredns_plugin_enabled{name=\"errors\",server=\"dns://:0\",view=\"\",zone=\"example.org.\"}"
                  + " 1",
              "coredns_plugin_enabled{name=\"whoami\",server=\"dns://:0\",view=\"\",zone=\"example.org.\"}"
                  + " 1")
          .contains("# TYPE coredns_build_info gauge")
          .contains("binnacle_log_lost_lines_total 0.0")
          .contains("process_resident_memory_bytes ")
          .contains("jvm_memory_used_bytes{area=\"heap\"} ")
          .doesNotContain("jvm_classes_currently_loaded");
    }
  }

  @Test
  void runtimeMetricsAreThereWhenAskedFor() throws Exception {
    try (TestServer _ =
        TestServer.start(".:0 {\n prometheus 127.0.0.1:%d {\n runtime_metrics\n }\n}", port)) {
      assertThat(metrics()).contains("jvm_classes_currently_loaded ");
    }
  }

  @Test
  void speaksOpenMetricsToWhoAsksForIt() throws Exception {
    try (TestServer server = TestServer.start(".:0 {\n prometheus 127.0.0.1:%d\n}", port)) {
      server.ask("example.org", Type.A);

      HttpAnswer plain = HttpProbe.get(port, "/metrics");
      HttpAnswer open = HttpProbe.get(port, "/metrics", "application/openmetrics-text");

      assertThat(plain.type()).startsWith("text/plain; version=0.0.4");
      assertThat(plain.body()).contains("# HELP coredns_dns_requests_total Queries");
      assertThat(open.type()).startsWith("application/openmetrics-text; version=1.0.0");
      assertThat(open.body()).contains("# TYPE coredns_dns_requests counter").endsWith("# EOF\n");
    }
  }

  @Test
  void hostileNamesAndTypesMakeNoLabels() throws Exception {
    try (TestServer server =
        TestServer.start(".:0 {\n prometheus 127.0.0.1:%d\n whoami\n}", port)) {
      String before = metrics();
      for (int type = 1000; type < 1100; type++) {
        server
            .udp()
            .ask(
                Message.newQuery(
                    Record.newRecord(
                        Name.fromString("a\\010b\"\\\\{" + type + ".test."), type, DClass.IN)));
      }

      assertThat(metrics()).contains("type=\"other\"").doesNotContain(".test");
      assertThat(metrics().lines().count() - before.lines().count()).isLessThan(140);
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                Server.build(
                    TestServer.corefile(".:0 {\n prometheus :9153 {\n walk\n }\n}"),
                    PluginCatalog.packed()))
        .isInstanceOf(CorefileException.class)
        .hasMessageContaining("Corefile:3:2");
  }

  /** Labels come in an order that nobody relies on. */
  private static String sortLabels(String line) {
    int open = line.indexOf('{');
    int close = line.lastIndexOf('}');
    if (open < 0 || close < 0) {
      return line;
    }
    String[] labels = line.substring(open + 1, close).split(",");
    Arrays.sort(labels);
    return line.substring(0, open) + String.join(",", labels) + line.substring(close);
  }
}
