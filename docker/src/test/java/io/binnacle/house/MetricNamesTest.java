// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.FakeUpstream.Behaviour;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What dashboards and alerts made for CoreDNS read is there, by name, type, labels and buckets,
 * after traffic of all kinds.
 */
class MetricNamesTest {
  private static final String SECONDS =
      "0.00025 0.0005 0.001 0.002 0.004 0.008 0.016 0.032 0.064 0.128 0.256 0.512 1.024 2.048 4.096"
          + " 8.192";
  private static final String BYTES =
      "0.0 100.0 200.0 300.0 400.0 511.0 1023.0 2047.0 4095.0 8291.0 16000.0 32000.0 48000.0"
          + " 64000.0";

  private static final String CALLS = "0.005 0.01 0.025 0.05 0.1 0.25 0.5 1.0 2.5 5.0 10.0";

  private static final Pattern NAME = Pattern.compile("\\b(?:coredns|binnacle|process|jvm)_\\w+");

  private static String exposed = "";

  @BeforeAll
  static void makeTraffic(@TempDir Path folder) throws Exception {
    int http = FreePort.find();
    try (FakeApiServer api = cluster();
        FakeUpstream upstream = FakeUpstream.start(Behaviour.answer("192.0.2.80"));
        FakeUpstream silent = FakeUpstream.silent();
        TestServer server =
            TestServer.start(
                """
                . {
                    metadata
                    shed
                    health 127.0.0.1:%d
                    prometheus 127.0.0.1:%d
                    local
                    acl blocked.test {
                        block
                    }
                    acl filtered.test {
                        filter
                    }
                    acl dropped.test {
                        drop
                    }
                    autopath @kubernetes
                    cache {
                        success 9984 1 0
                        serve_stale
                    }
                    template IN A made.test {
                        answer "{{ .Name }} 60 IN A 192.0.2.1"
                    }
                    template IN A torn.test {
                        answer "{{ .Name }} 60 IN A {{ .Name }}"
                    }
                    template IN A broken.test {
                        answer "{{ .Name }} {{ parseInt .Name 10 32 }} IN A 192.0.2.1"
                    }
                    hosts %s {
                        fallthrough
                    }
                    kubernetes cluster.local {
                        endpoint %s
                        pods verified
                    }
                    forward silent.test %s {
                        read_timeout 50ms
                        max_connect_attempts 1
                        max_fails 1
                        health_check 50ms
                    }
                    forward never.test %s {
                        max_fails 0
                    }
                    forward . %s
                }
                """,
                FreePort.find(),
                http,
                Files.writeString(folder.resolve("hosts"), "198.51.100.9 printer.lab.test\n"),
                api.uri(),
                silent,
                silent,
                upstream)) {
      send(server, List.of("x.dropped.test"));
      for (String name :
          List.of(
              "cart.shop.svc.cluster.local",
              "www.example.org.shop.svc.cluster.local",
              "www.example.org",
              "printer.lab.test",
              "x.localhost",
              "x.made.test",
              "x.torn.test",
              "x.broken.test",
              "x.blocked.test",
              "x.filtered.test",
              "x.silent.test")) {
        server.udp().ask(query(name));
      }
      server.server().reload();
      api.apply(cluster(2));
      upstream.behave(Behaviour.SILENCE);
      while (!isComplete(exposed)) {
        send(server, List.of("www.example.org", "y.silent.test"));
        send(server, IntStream.range(0, 2000).mapToObj(i -> i + ".never.test").toList());
        exposed = scrape(http);
      }
    }
  }

  /** Asks and waits for no answer. */
  private static void send(TestServer server, List<String> names) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (String name : names) {
        byte[] query = query(name).toWire();
        socket.send(new DatagramPacket(query, query.length, server.address()));
      }
    }
  }

  /**
   * What comes with time: an expired answer, an upstream that is down, a changed endpoint, more
   * queries waiting than shall.
   */
  private static boolean isComplete(String metrics) {
    return Stream.of(
            "cache_served_stale_total\\{.*} [1-9]",
            "cache_prefetch_total\\{.*} [1-9]",
            "proxy_healthcheck_failures_total\\{.*} [1-9]",
            "forward_healthcheck_broken_total [1-9]",
            "shed_dropped_total\\{.*query.*} [1-9]",
            "health_request_duration_seconds_count [1-9]",
            "kubernetes_dns_programming_duration_seconds_count\\{.*} [1-9]")
        .allMatch(line -> Pattern.compile("\ncoredns_" + line).matcher(metrics).find());
  }

  private static FakeApiServer cluster() throws IOException {
    FakeApiServer api = FakeApiServer.start();
    api.apply(cluster(1));
    return api;
  }

  /** A Service with one endpoint, which has changed, and the pod that asks. */
  private static String cluster(int version) {
    return """
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: cart, namespace: shop}
    spec: {clusterIP: 10.96.7.7, selector: {app: cart}, ports: [{port: 80}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata:
      name: cart-1
      namespace: shop
      labels: {kubernetes.io/service-name: cart}
      annotations:
        endpoints.kubernetes.io/last-change-trigger-time: "2026-01-01T00:00:00Z"
    addressType: IPv4
    endpoints: [{addresses: [10.244.0.%d]}]
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: asks, namespace: shop}
    spec: {}
    status: {phase: Running, podIP: 127.0.0.1, podIPs: [{ip: 127.0.0.1}]}
    """
        .formatted(version);
  }

  private static Message query(String name) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN));
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          build_info                             | gauge     | goversion revision version
          plugin_enabled                         | gauge     | name server view zone
          panics_total                           | counter   |
          dns_requests_total                     | counter   | family proto server type view zone
          dns_request_duration_seconds           | histogram | server view zone
          dns_request_size_bytes                 | histogram | proto server view zone
          dns_do_requests_total                  | counter   | server view zone
          dns_response_size_bytes                | histogram | proto server view zone
          dns_responses_total                    | counter   | plugin rcode server view zone
          acl_allowed_requests_total             | counter   | server view
          acl_blocked_requests_total             | counter   | server view zone
          acl_filtered_requests_total            | counter   | server view zone
          acl_dropped_requests_total             | counter   | server view zone
          cache_entries                          | gauge     | server type view zones
          cache_requests_total                   | counter   | server view zones
          cache_hits_total                       | counter   | server type view zones
          cache_misses_total                     | counter   | server view zones
          cache_prefetch_total                   | counter   | server view zones
          cache_drops_total                      | counter   | server view zones
          cache_served_stale_total               | counter   | server view zones
          cache_evictions_total                  | counter   | server type view zones
          forward_healthcheck_broken_total       | counter   |
          forward_max_concurrent_rejects_total   | counter   |
          proxy_request_duration_seconds         | histogram | proxy_name rcode to
          proxy_healthcheck_failures_total       | counter   | proxy_name to
          proxy_conn_cache_hits_total            | counter   | proto proxy_name to
          proxy_conn_cache_misses_total          | counter   | proto proxy_name to
          health_request_duration_seconds        | histogram |
          health_request_failures_total          | counter   |
          hosts_entries                          | gauge     | hostsfile
          hosts_reload_timestamp_seconds         | gauge     |
          local_localhost_requests_total         | counter   |
          reload_failed_total                    | counter   |
          reload_version_info                    | gauge     | hash value
          shed_dropped_total                     | counter   | reason server
          template_matches_total                 | counter   | class server type view zone
          template_template_failures_total       | counter   | class section server template type view zone
          template_rr_failures_total             | counter   | class section server template type view zone
          autopath_success_total                 | counter   | server
          kubernetes_dns_programming_duration_seconds | histogram | service_kind
          kubernetes_rest_client_request_duration_seconds | histogram | host verb
          kubernetes_rest_client_rate_limiter_duration_seconds | histogram | host verb
          kubernetes_rest_client_requests_total  | counter   | code host method
          """)
  void isThereWithItsLabels(String name, String type, String labels) {
    String metric = "coredns_" + name;
    String sample = type.equals("histogram") ? metric + "_count" : metric;

    assertThat(exposed).contains("# HELP " + metric + " ", "# TYPE " + metric + " " + type + "\n");
    assertThat(exposed.lines().filter(line -> line.matches(sample + "[{ ].*")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(labels(line)).isEqualTo(labels == null ? "" : labels));
  }

  /** The names of a sample's labels, in order. */
  private static String labels(String line) {
    return String.join(
        " ",
        Pattern.compile("([a-z_]+)=\"")
            .matcher(line)
            .results()
            .map(found -> found.group(1))
            .collect(toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @CsvSource({
    "dns_request_duration_seconds, " + SECONDS,
    "dns_request_size_bytes, " + BYTES,
    "dns_response_size_bytes, " + BYTES,
    "proxy_request_duration_seconds, " + SECONDS,
    "health_request_duration_seconds, 0.00025 0.0025 0.025 0.25 2.5",
    "kubernetes_dns_programming_duration_seconds, 0.001 0.002 0.004 0.008 0.016 0.032 0.064 0.128"
        + " 0.256 0.512 1.024 2.048 4.096 8.192 16.384 32.768 65.536 131.072 262.144 524.288",
    "kubernetes_rest_client_request_duration_seconds, " + CALLS,
    "kubernetes_rest_client_rate_limiter_duration_seconds, " + CALLS
  })
  void hasTheBucketsOfCoreDns(String name, String bounds) {
    Set<Double> found =
        exposed
            .lines()
            .filter(line -> line.startsWith("coredns_" + name + "_bucket"))
            .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
            .map(bound -> bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.valueOf(bound))
            .collect(toCollection(TreeSet::new));
    Set<Double> expected =
        Arrays.stream(bounds.split(" ")).map(Double::valueOf).collect(toCollection(TreeSet::new));
    expected.add(Double.POSITIVE_INFINITY);

    assertThat(found).isEqualTo(expected);
  }

  /** What the dashboard and the alerts read that CoreDNS's own project makes. */
  @ParameterizedTest
  @CsvSource({
    "coredns_dns_requests_total",
    "coredns_dns_request_duration_seconds_bucket",
    "coredns_dns_request_size_bytes_bucket",
    "coredns_dns_response_size_bytes_bucket",
    "coredns_dns_responses_total",
    "coredns_dns_do_requests_total",
    "coredns_panics_total",
    "coredns_plugin_enabled",
    "coredns_cache_hits_total",
    "coredns_cache_misses_total",
    "coredns_cache_entries",
    "coredns_forward_healthcheck_broken_total",
    "coredns_proxy_request_duration_seconds_bucket",
    "coredns_proxy_healthcheck_failures_total",
    "coredns_kubernetes_dns_programming_duration_seconds_bucket",
    "process_cpu_seconds_total",
    "process_resident_memory_bytes"
  })
  void servesTheDashboardsOfCoreDns(String sample) {
    assertThat(exposed.lines()).anyMatch(line -> line.matches(sample + "[{ ].*"));
  }

  @ParameterizedTest
  @MethodSource("read")
  void servesOurDashboardAndAlerts(String sample) {
    assertThat(exposed.lines()).anyMatch(line -> line.matches(sample + "[{ ].*"));
  }

  /** What our own read. */
  static Stream<String> read() throws IOException {
    String dashboard = Files.readString(House.ROOT.resolve("conf/grafana/binnacle.json"));
    String alerts = Files.readString(House.ROOT.resolve("conf/kubernetes/alerts.yaml"));
    return NAME.matcher(dashboard + alerts).results().map(MatchResult::group).distinct().sorted();
  }

  @Test
  void labelsCarryNothingThatClientsMadeUp() {
    assertThat(exposed).doesNotContain("x.blocked", "www.example", "y.silent");
  }
}
