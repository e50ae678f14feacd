// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole zones, as they can be transferred. */
class KubernetesTransferTest {
  private static final Name CLUSTER = Name.fromConstantString("cluster.local.");
  private static final Name CLUSTER_SET = Name.fromConstantString("clusterset.local.");
  private static final String NAMESPACES =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: app}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: hidden}}
      ---
      """;
  private static final String SERVICES =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: app}
      spec:
        clusterIPs: [10.96.0.1, 'fd00:96::1']
        ports: [{name: HTTP, protocol: TCP, port: 80}, {protocol: UDP, port: 53}]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-a, namespace: app, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      endpoints: [{addresses: [10.244.0.1]}]
      ---
      {apiVersion: v1, kind: Service, metadata: {name: db, namespace: app}, spec: {clusterIP: None}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: db-a, namespace: app, labels: {kubernetes.io/service-name: db}}
      addressType: IPv4
      ports: [{name: sql, protocol: TCP, port: 5432}, {protocol: TCP, port: 80}]
      endpoints:
      - {addresses: [10.244.0.3], hostname: db-0}
      - {addresses: [10.244.0.4]}
      - {addresses: [10.244.0.5], conditions: {ready: false}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: db-b, namespace: app, labels: {kubernetes.io/service-name: db}}
      addressType: IPv4
      ports: [{name: sql, protocol: TCP, port: 5432}]
      endpoints: [{addresses: [10.244.0.3], hostname: db-0}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: away, namespace: app}
      spec: {type: ExternalName, externalName: www.example.net}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: number, namespace: app}
      spec: {type: ExternalName, externalName: 192.0.2.1}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: idle, namespace: app}, spec: {clusterIP: None}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web, namespace: hidden}, spec: {clusterIP: 10.96.0.9}}
      """;
  private static final String IMPORTS =
      """
      apiVersion: multicluster.x-k8s.io/v1alpha1
      kind: ServiceImport
      metadata: {name: db, namespace: app}
      spec: {type: Headless, ports: [{name: sql, protocol: TCP, port: 5432}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: imported-db
        namespace: app
        labels:
          multicluster.kubernetes.io/service-name: db
          multicluster.kubernetes.io/source-cluster: east
      addressType: IPv4
      ports: [{name: sql, protocol: TCP, port: 5432}]
      endpoints: [{addresses: [10.1.0.1], hostname: db-0}]
      """;

  @TempDir Path folder;

  private KubernetesConfig config(String... options) throws Exception {
    String text =
        "kubernetes cluster.local clusterset.local in-addr.arpa {\nmanifests %s\n%s\n}"
            .formatted(folder, String.join("\n", options));
    return KubernetesConfig.parse(Directives.parse(text), Zones.ROOT);
  }

  private static RecordIndex index(KubernetesConfig config) {
    return new RecordIndex(
        config.records(),
        config.selection().kinds(),
        () -> Instant.ofEpochSecond(7),
        (service, millis) -> {});
  }

  private static KubernetesHandler handler(KubernetesConfig config, RecordIndex index)
      throws Exception {
    return new KubernetesHandler(
        config,
        index,
        OwnAddresses.of(List.of(InetAddress.getByName("192.0.2.53"))),
        query -> CompletableFuture.completedFuture(Response.error(Rcode.REFUSED)));
  }

  /** A handler that knows these manifests. */
  private KubernetesHandler load(String manifests, String... options) throws Exception {
    Files.writeString(folder.resolve("cluster.yaml"), manifests);
    KubernetesConfig config = config(options);
    RecordIndex index = index(config);
    try (ClusterFeed feed = config.source().start(index, (host, code, nanos) -> {})) {
      assertThat(feed.waitingFor()).isEmpty();
    }
    return handler(config, index);
  }

  private static List<Record> records(KubernetesHandler handler, Name zone) {
    try (Stream<Record> records = Objects.requireNonNull(handler.transfer(zone))) {
      return records.toList();
    }
  }

  private static List<String> transfer(KubernetesHandler handler, Name zone) {
    return records(handler, zone).stream()
        .map(
            r ->
                r.getName()
                    + " "
                    + r.getTTL()
                    + " "
                    + Type.string(r.getType())
                    + " "
                    + r.rdataToString())
        .toList();
  }

  @Test
  void hasAllOfAZoneBetweenTwoSoaRecords() throws Exception {
    KubernetesHandler handler = load(NAMESPACES + SERVICES, "namespaces app");
    String soa =
        "cluster.local. 5 SOA ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 5";

    assertThat(transfer(handler, CLUSTER))
        .containsExactly(
            soa,
            "cluster.local. 5 NS ns.dns.cluster.local.",
            "ns.dns.cluster.local. 5 A 192.0.2.53",
            "dns-version.cluster.local. 28800 TXT 1.1.0",
            "away.app.svc.cluster.local. 5 CNAME www.example.net.",
            "db.app.svc.cluster.local. 5 A 10.244.0.3",
            "db.app.svc.cluster.local. 5 A 10.244.0.4",
            "db.app.svc.cluster.local. 5 SRV 0 25 5432 db-0.db.app.svc.cluster.local.",
            "db.app.svc.cluster.local. 5 SRV 0 25 80 db-0.db.app.svc.cluster.local.",
            "db.app.svc.cluster.local. 5 SRV 0 25 5432 10-244-0-4.db.app.svc.cluster.local.",
            "db.app.svc.cluster.local. 5 SRV 0 25 80 10-244-0-4.db.app.svc.cluster.local.",
            "_sql._tcp.db.app.svc.cluster.local. 5 SRV 0 50 5432 db-0.db.app.svc.cluster.local.",
            "_sql._tcp.db.app.svc.cluster.local. 5 SRV 0 50 5432"
                + " 10-244-0-4.db.app.svc.cluster.local.",
            "db-0.db.app.svc.cluster.local. 5 A 10.244.0.3",
            "10-244-0-4.db.app.svc.cluster.local. 5 A 10.244.0.4",
            "web.app.svc.cluster.local. 5 A 10.96.0.1",
            "web.app.svc.cluster.local. 5 AAAA fd00:96:0:0:0:0:0:1",
            "web.app.svc.cluster.local. 5 SRV 0 50 80 web.app.svc.cluster.local.",
            "web.app.svc.cluster.local. 5 SRV 0 50 53 web.app.svc.cluster.local.",
            "_http._tcp.web.app.svc.cluster.local. 5 SRV 0 100 80 web.app.svc.cluster.local.",
            soa);
  }

  @Test
  void agreesWithTheAnswers() throws Exception {
    KubernetesHandler handler = load(NAMESPACES + SERVICES);
    List<Record> transferred = records(handler, CLUSTER);
    EventLoop loop = new EmbeddedChannel().eventLoop();

    for (Record record : transferred) {
      Query query = Queries.udp(record.getName().toString(), record.getType(), loop);
      assertThat(handler.handle(query))
          .isInstanceOfSatisfying(
              Response.class,
              response ->
                  assertThat(response.message(query.question()).getSection(Section.ANSWER))
                      .containsExactlyInAnyOrderElementsOf(
                          transferred.stream().distinct().filter(record::sameRRset).toList()));
    }
  }

  @Test
  void namesTheClustersOfImportedEndpoints() throws Exception {
    KubernetesHandler handler =
        load(NAMESPACES + SERVICES + "---\n" + IMPORTS, "multicluster clusterset.local");

    assertThat(transfer(handler, CLUSTER_SET))
        .containsSubsequence(
            "db.app.svc.clusterset.local. 5 A 10.1.0.1",
            "_sql._tcp.db.app.svc.clusterset.local. 5 SRV 0 100 5432"
                + " db-0.east.db.app.svc.clusterset.local.",
            "db-0.east.db.app.svc.clusterset.local. 5 A 10.1.0.1")
        .noneMatch(record -> record.startsWith("web."));
    assertThat(transfer(handler, CLUSTER)).noneMatch(record -> record.contains("10.1.0.1"));
  }

  @Test
  void hasNameServersThatAreServicesOnce() throws Exception {
    KubernetesHandler handler =
        load(NAMESPACES + SERVICES.replace("10.244.0.1]", "192.0.2.53]"), "namespaces app");

    assertThat(transfer(handler, CLUSTER))
        .contains("cluster.local. 5 NS web.app.svc.cluster.local.")
        .containsOnlyOnce("web.app.svc.cluster.local. 5 A 10.96.0.1");
  }

  @Test
  void leavesOutServicesThatAreHiddenWhileEmpty() throws Exception {
    KubernetesHandler handler = load(NAMESPACES + SERVICES, "ignore empty_service");

    assertThat(transfer(handler, CLUSTER))
        .noneMatch(record -> record.startsWith("web.hidden."))
        .anyMatch(record -> record.startsWith("web.app."));
  }

  @Test
  void transfersItsForwardZonesAndNoOthers() throws Exception {
    KubernetesHandler handler = load(NAMESPACES);

    assertThat(handler.transferable().names()).containsExactly(CLUSTER, CLUSTER_SET);
    for (String zone : List.of("in-addr.arpa.", "svc.cluster.local.", "example.org.")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> handler.transfer(Name.fromConstantString(zone)));
    }
  }

  @Test
  void transfersNothingBeforeAllIsKnown() throws Exception {
    KubernetesConfig config = config();

    assertThat(handler(config, index(config)).transfer(CLUSTER)).isNull();
  }

  /** A port's name may be as long as a label, and has an underscore before it in names. */
  @Test
  void leavesOutPortsThatAreNoLabels() throws Exception {
    String longest = "p".repeat(63);
    String ports =
        "ports: [{name: %s, port: 1}, {name: a, protocol: t.p, port: 2}, {name: b, port: 3}]"
            .formatted(longest);
    KubernetesHandler handler = load(NAMESPACES + SERVICES.replaceFirst("ports: .*", ports));

    assertThat(transfer(handler, CLUSTER))
        .filteredOn(record -> record.contains("web.app.svc.cluster.local. 5 SRV"))
        .extracting(record -> record.substring(0, record.indexOf(' ')))
        .containsExactly(
            "web.app.svc.cluster.local.",
            "web.app.svc.cluster.local.",
            "web.app.svc.cluster.local.",
            "_b._tcp.web.app.svc.cluster.local.");
  }

  @Test
  void hasServicesOfManyEndpoints() throws Exception {
    String endpoints =
        IntStream.range(0, 6000)
            .mapToObj(i -> "{addresses: [10.1.%d.%d]}".formatted(i / 200, i % 200))
            .collect(Collectors.joining(", "));
    KubernetesHandler handler =
        load(
            NAMESPACES
                + SERVICES.replace(
                    "{addresses: [10.244.0.4]}", endpoints.replace("}, {", "}\n- {")));

    assertThat(transfer(handler, CLUSTER))
        .filteredOn(record -> record.startsWith("db.app.svc.cluster.local. 5 A "))
        .hasSize(6001);
  }
}
