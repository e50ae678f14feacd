// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectedEndpointsTest {
  private static final String PODS =
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: p1, labels: {app: web, tier: front}}
      spec:
        containers:
        - {name: side, ports: [{name: admin, containerPort: 9000}]}
        - {name: main, ports: [{name: http, containerPort: 8080}, {name: dns, protocol: UDP, containerPort: 5353}]}
      status: {podIP: 10.244.0.1, podIPs: [{ip: 10.244.0.1}, {ip: 'fd00::1'}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: p2, labels: {app: web}}
      spec: {containers: [{name: main, ports: [{name: http, containerPort: 8081}]}]}
      status: {podIP: 10.244.0.2}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: other, labels: {app: other}}
      status: {podIP: 10.244.0.3}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: elsewhere, namespace: app, labels: {app: web}}
      status: {podIP: 10.244.0.4}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: finished, labels: {app: web}}
      status: {phase: Succeeded, podIP: 10.244.0.5}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: waiting, labels: {app: web}}
      status: {phase: Pending}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: unready, labels: {app: unready}}
      status: {podIP: 10.244.0.6, conditions: [{type: Initialized, status: 'True'}, {type: Ready, status: 'False'}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: ready, labels: {app: unready}}
      status: {podIP: 10.244.0.7, conditions: [{type: Ready, status: 'True'}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db-0, labels: {app: db}}
      spec: {hostname: zero, subdomain: web}
      status: {podIP: 10.244.0.8}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db-1, labels: {app: db}}
      spec: {hostname: one, subdomain: other}
      status: {podIP: 10.244.0.9}
      """;

  @TempDir Path temp;
  private ManifestFolder folder = new ManifestFolder(Path.of(""));

  @BeforeEach
  void useFolder() {
    folder = new ManifestFolder(temp);
  }

  /** The slices of a service with this spec, in words. */
  private List<String> slices(String spec) throws IOException {
    folder.write(
        "a.yaml",
        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {%s}}\n%s"
            .formatted(spec, PODS));
    return folder.load().objects().stream()
        .filter(object -> object.kind() == Kind.ENDPOINT_SLICE)
        .map(object -> words((EndpointSlice) object))
        .toList();
  }

  private static String words(EndpointSlice slice) {
    StringBuilder words = new StringBuilder(slice.service()).append(':');
    slice
        .endpoints()
        .forEach(
            endpoint ->
                words
                    .append(' ')
                    .append(endpoint.address().text())
                    .append('=')
                    .append(
                        endpoint.hostname().isEmpty() ? endpoint.target() : endpoint.hostname()));
    slice
        .ports()
        .forEach(
            port ->
                words
                    .append(' ')
                    .append(port.name())
                    .append('/')
                    .append(port.protocol())
                    .append('/')
                    .append(port.number()));
    return words.toString();
  }

  @Test
  void selectsPodsByAllLabels() throws IOException {
    assertThat(slices("clusterIP: None, selector: {app: web}"))
        .containsExactly("web: 10.244.0.1=p1 10.244.0.2=p2");
    assertThat(slices("clusterIP: None, selector: {app: web, tier: front}"))
        .containsExactly("web: 10.244.0.1=p1");
    assertThat(slices("clusterIP: None, selector: {app: none}")).isEmpty();
    assertThat(slices("clusterIP: None, selector: {}")).isEmpty();
    assertThat(slices("clusterIP: None")).isEmpty();
    assertThat(slices("type: ExternalName, externalName: x.example.net, selector: {app: web}"))
        .isEmpty();
  }

  @Test
  void usesTheTargetsOfPorts() throws IOException {
    assertThat(
            slices(
                "clusterIP: 10.96.0.1, selector: {app: web}, ports: ["
                    + "{name: a, port: 80}, {name: b, port: 81, targetPort: 8888}]"))
        .containsExactly("web: 10.244.0.1=p1 10.244.0.2=p2 a/TCP/80 b/TCP/8888");
  }

  @Test
  void findsNamedTargetsInContainers() throws IOException {
    assertThat(
            slices(
                "clusterIP: 10.96.0.1, selector: {app: web}, ports: ["
                    + "{name: web, port: 80, targetPort: http},"
                    + "{name: dns, port: 53, protocol: UDP, targetPort: dns},"
                    + "{name: tcp, port: 53, targetPort: dns}]"))
        .containsExactly(
            "web: 10.244.0.1=p1 web/TCP/8080 dns/UDP/5353", "web: 10.244.0.2=p2 web/TCP/8081");
  }

  @Test
  void makesASliceForEachFamily() throws IOException {
    assertThat(slices("clusterIP: None, ipFamilies: [IPv4, IPv6], selector: {app: web}"))
        .containsExactly("web: 10.244.0.1=p1 10.244.0.2=p2", "web: fd00::1=p1");
    assertThat(slices("clusterIPs: ['fd00::a'], selector: {app: web}"))
        .containsExactly("web: fd00::1=p1");
    assertThat(slices("clusterIPs: ['fd00::a', 10.96.0.1], selector: {app: web}"))
        .containsExactly("web: fd00::1=p1", "web: 10.244.0.1=p1 10.244.0.2=p2");
  }

  @Test
  void leavesOutWhatIsNotReadyUnlessAskedFor() throws IOException {
    assertThat(slices("clusterIP: None, selector: {app: unready}"))
        .containsExactly("web: 10.244.0.7=ready");
    assertThat(slices("clusterIP: None, publishNotReadyAddresses: true, selector: {app: unready}"))
        .containsExactly("web: 10.244.0.6=unready 10.244.0.7=ready");
  }

  @Test
  void hasHostnamesOfPodsInTheSubdomain() throws IOException {
    assertThat(slices("clusterIP: None, selector: {app: db}"))
        .containsExactly("web: 10.244.0.8=zero 10.244.0.9=db-1");
  }

  @Test
  void leavesAServiceAloneThatHasASlice() throws IOException {
    folder.write(
        "slice.yaml",
        """
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
         metadata: {name: own, labels: {kubernetes.io/service-name: web}}, endpoints: []}
        """);

    assertThat(slices("clusterIP: None, selector: {app: web}")).containsExactly("web:");
  }
}
