// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.MapIndex;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Selection;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.cluster.ServiceImport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestClusterTest {
  @TempDir Path temp;
  private ManifestFolder folder = new ManifestFolder(Path.of(""));

  @BeforeEach
  void useFolder() {
    folder = new ManifestFolder(temp);
  }

  private MapIndex load(String text) throws IOException {
    folder.write("a.yaml", text);
    return folder.load();
  }

  private List<String> selected(String text, Selection selection) throws IOException {
    folder.write("a.yaml", text);
    return folder.load(selection).objects().stream().map(ManifestClusterTest::name).toList();
  }

  private static String name(ClusterObject object) {
    return object.kind() + " " + object.key();
  }

  @Test
  void keepsWhatAServiceIsAnsweredWith() throws IOException {
    MapIndex index =
        load(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: app}
            spec:
              type: LoadBalancer
              clusterIP: 10.96.0.1
              clusterIPs: [10.96.0.1, 'fd00::1']
              externalIPs: [198.51.100.7]
              ports:
              - {name: http, port: 80, nodePort: 30080}
              - {protocol: UDP, port: 53}
            status:
              loadBalancer:
                ingress: [{ip: 203.0.113.10}, {hostname: lb.example.net}]
            """);

    assertThat(index.get(Service.class, "app", "web"))
        .isEqualTo(
            new Service(
                "app",
                "web",
                Service.Type.CLUSTER_IP,
                List.of(new Ipv4Address(0x0a600001), new Ipv6Address(0xfd00L << 48, 1)),
                "",
                List.of(new Port("http", "TCP", 80), new Port("", "UDP", 53)),
                List.of(
                    new Ipv4Address(0xc6336407),
                    new Ipv4Address(0xcb00710a),
                    new DomainName("lb.example.net")),
                false));
  }

  @Test
  void tellsTheTypesOfServicesApart() throws IOException {
    MapIndex index =
        load(
            """
            {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {clusterIP: None}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: b}, spec: {clusterIPs: [None]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: c},
             spec: {type: ExternalName, externalName: www.example.net}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: d}}
            """);

    assertThat(index.get(Service.class, "default", "a").type()).isEqualTo(Service.Type.HEADLESS);
    assertThat(index.get(Service.class, "default", "b").type()).isEqualTo(Service.Type.HEADLESS);
    assertThat(index.get(Service.class, "default", "b").clusterIps()).isEmpty();
    assertThat(index.get(Service.class, "default", "c"))
        .isEqualTo(
            new Service(
                "default",
                "c",
                Service.Type.EXTERNAL_NAME,
                List.of(),
                "www.example.net",
                List.of(),
                List.of(),
                false));
    assertThat(index.get(Service.class, "default", "d").type()).isEqualTo(Service.Type.CLUSTER_IP);
  }

  @Test
  void keepsEndpointsThatAreReadyOrServeUntilTheyEnd() throws IOException {
    MapIndex index =
        load(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: web-1
              namespace: app
              labels: {kubernetes.io/service-name: web}
              annotations: {endpoints.kubernetes.io/last-change-trigger-time: '2026-01-02T03:04:05Z'}
            addressType: IPv4
            ports: [{name: http, protocol: TCP, port: 8080}, {name: all}]
            endpoints:
            - addresses: [10.244.0.1, 10.244.0.2]
              conditions: {ready: true}
              hostname: a
              targetRef: {kind: Pod, name: web-a}
              zone: zone-a
            - {addresses: [10.244.0.3], conditions: {ready: false, serving: true}}
            - {addresses: [10.244.0.4], conditions: {}}
            - {addresses: [10.244.0.5]}
            - {addresses: [10.244.0.6], conditions: {ready: false, serving: true, terminating: true}}
            - {addresses: [10.244.0.7], conditions: {ready: false, terminating: true}}
            """);

    assertThat(index.get(EndpointSlice.class, "app", "web-1"))
        .isEqualTo(
            new EndpointSlice(
                "app",
                "web-1",
                "web",
                "",
                "",
                List.of(
                    new Endpoint(new Ipv4Address(0x0af40001), "a", "web-a", "zone-a", true),
                    new Endpoint(new Ipv4Address(0x0af40002), "a", "web-a", "zone-a", true),
                    new Endpoint(new Ipv4Address(0x0af40004), "", "", "", true),
                    new Endpoint(new Ipv4Address(0x0af40005), "", "", "", true),
                    new Endpoint(new Ipv4Address(0x0af40006), "", "", "", false)),
                List.of(new Port("http", "TCP", 8080)),
                Instant.parse("2026-01-02T03:04:05Z").toEpochMilli()));
  }

  @Test
  void keepsNamesOfSlicesThatHaveNames() throws IOException {
    MapIndex index =
        load(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: a, labels: {multicluster.kubernetes.io/service-name: web,
              multicluster.kubernetes.io/source-cluster: c1}}
            addressType: FQDN
            endpoints: [{addresses: [www.example.net]}]
            """);

    EndpointSlice slice = index.get(EndpointSlice.class, "default", "a");
    assertThat(slice.endpoints())
        .containsExactly(new Endpoint(new DomainName("www.example.net"), "", "", "", true));
    assertThat(slice.service()).isEmpty();
    assertThat(slice.serviceImport()).isEqualTo("web");
    assertThat(slice.cluster()).isEqualTo("c1");
  }

  @Test
  void keepsPodsThatHaveAnAddressAndAreNeitherFinishedNorBeingDeleted() throws IOException {
    MapIndex index =
        load(
            """
            {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: web}}, spec: {hostNetwork: true},
             status: {phase: Running, podIP: 10.244.0.1, podIPs: [{ip: 10.244.0.1}, {ip: 'fd00::1'}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b}, status: {podIP: 10.244.0.2}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: c}, status: {phase: Pending}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: d}, status: {phase: Failed, podIP: 10.244.0.4}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: e, deletionTimestamp: '2026-01-01T00:00:00Z'},
             status: {phase: Running, podIP: 10.244.0.5}}
            """);

    assertThat(index.objects().stream().filter(object -> object.kind() == Kind.POD))
        .containsExactly(
            new Pod(
                "default",
                "a",
                List.of(new Ipv4Address(0x0af40001), new Ipv6Address(0xfd00L << 48, 1)),
                true,
                Map.of("app", "web")),
            new Pod("default", "b", List.of(new Ipv4Address(0x0af40002)), false, Map.of()));
  }

  @Test
  void keepsServiceImports() throws IOException {
    MapIndex index =
        load(
            """
            {apiVersion: multicluster.x-k8s.io/v1alpha1, kind: ServiceImport, metadata: {name: a},
             spec: {type: ClusterSetIP, ips: [10.112.0.1], ports: [{port: 80}]}}
            ---
            {apiVersion: multicluster.x-k8s.io/v1alpha1, kind: ServiceImport, metadata: {name: b},
             spec: {type: Headless}}
            """);

    assertThat(index.get(ServiceImport.class, "default", "a"))
        .isEqualTo(
            new ServiceImport(
                "default",
                "a",
                ServiceImport.Type.CLUSTER_SET_IP,
                List.of(new Ipv4Address(0x0a700001)),
                List.of(new Port("", "TCP", 80))));
    assertThat(index.get(ServiceImport.class, "default", "b").type())
        .isEqualTo(ServiceImport.Type.HEADLESS);
  }

  @Test
  void hasTheNamespacesThatSomethingLiesIn() throws IOException {
    assertThat(
            selected(
                """
                {apiVersion: v1, kind: Namespace, metadata: {name: empty}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: a, namespace: app}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: b}}
                """,
                ManifestFolder.ALL))
        .containsExactly(
            "Namespace app",
            "Namespace default",
            "Namespace empty",
            "Service app/a",
            "Service default/b");
  }

  @Test
  void selectsByLabels() throws IOException {
    String text =
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: app, labels: {tier: front}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {tier: back}}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: a, namespace: app, labels: {team: blue}},
         spec: {clusterIP: None, selector: {app: a}}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: b, namespace: app},
         spec: {clusterIP: None, selector: {app: a}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: app, labels: {app: a}},
         status: {podIP: 10.244.0.1}}
        """;

    assertThat(
            selected(
                text,
                new Selection(
                    true,
                    true,
                    false,
                    LabelSelector.parse("team=blue"),
                    LabelSelector.parse("tier=front"))))
        .containsExactly("EndpointSlice app/a/0", "Namespace app", "Service app/a");
    assertThat(
            selected(
                text,
                new Selection(
                    true,
                    false,
                    false,
                    LabelSelector.ALL,
                    LabelSelector.parse("kubernetes.io/metadata.name=other"))))
        .containsExactly(
            "EndpointSlice app/a/0",
            "EndpointSlice app/b/0",
            "Namespace other",
            "Service app/a",
            "Service app/b");
  }

  @Test
  void selectsOnlyImportedSlicesWhereNoOthersAreWanted() throws IOException {
    String slice =
        """
        ---
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: %s, labels: {%s: web}}}
        """;
    String text =
        slice.formatted("local", "kubernetes.io/service-name")
            + slice.formatted("imported", "multicluster.kubernetes.io/service-name");

    assertThat(
            selected(text, new Selection(false, false, true, LabelSelector.ALL, LabelSelector.ALL)))
        .containsExactly("EndpointSlice default/imported", "Namespace default");
    assertThat(
            selected(
                text, new Selection(false, false, false, LabelSelector.ALL, LabelSelector.ALL)))
        .containsExactly("Namespace default");
  }
}
