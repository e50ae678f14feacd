// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Zones;
import io.binnacle.plugins.kubernetes.cluster.ClusterSource;
import io.binnacle.plugins.kubernetes.cluster.LabelSelector;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerAccess;
import io.binnacle.plugins.kubernetes.cluster.apiserver.ApiServerSource;
import io.binnacle.plugins.kubernetes.cluster.manifests.ManifestSource;
import io.binnacle.plugins.kubernetes.records.PodMode;
import io.binnacle.testing.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;

class KubernetesConfigTest {
  private static final Zones BLOCK = zones("cluster.local.");

  private static Zones zones(String... names) {
    return new Zones(List.of(names).stream().map(Name::fromConstantString).toList());
  }

  /** The configuration of a directive with this line, and these options. */
  private static KubernetesConfig parse(String arguments, String... options)
      throws CorefileException {
    String text = ".\nkubernetes " + arguments + " {\n" + String.join("\n", options) + "\n}\n";
    return KubernetesConfig.parse(
        TestServer.corefile(text).blocks().getFirst().directives().getFirst(), BLOCK);
  }

  @Test
  void hasDefaults() throws CorefileException {
    KubernetesConfig config = parse("");

    assertThat(config.zones()).isEqualTo(BLOCK);
    assertThat(config.multicluster()).isEqualTo(Zones.NONE);
    assertThat(config.records().ttlSeconds()).isEqualTo(5);
    assertThat(config.records().pods()).isEqualTo(PodMode.DISABLED);
    assertThat(config.records().namespaces()).isEmpty();
    assertThat(config.records().usesPodNames()).isFalse();
    assertThat(config.records().hidesEmptyServices()).isFalse();
    assertThat(config.records().isZonal()).isFalse();
    assertThat(config.selection().hasEndpoints()).isTrue();
    assertThat(config.selection().hasPods()).isFalse();
    assertThat(config.selection().hasImports()).isFalse();
    assertThat(config.selection().labels()).isEqualTo(LabelSelector.ALL);
    assertThat(config.selection().namespaceLabels()).isEqualTo(LabelSelector.ALL);
    assertThat(access(config.source())).isEqualTo(new ApiServerAccess.InCluster());
    assertThat(config.fallthrough()).isEqualTo(Zones.NONE);
    assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  private static ApiServerAccess access(ClusterSource source) {
    return ((ApiServerSource) source).access();
  }

  @Test
  void takesZonesAndPrefixes() throws CorefileException {
    KubernetesConfig config = parse("Cluster.Local 10.0.0.0/15 in-addr.arpa");

    assertThat(config.zones())
        .isEqualTo(
            zones("cluster.local.", "0.10.in-addr.arpa.", "1.10.in-addr.arpa.", "in-addr.arpa."));
  }

  @Test
  void leadsReverseNamesToTheFirstZoneOfTheCluster() throws CorefileException {
    assertThat(parse("10.in-addr.arpa b.example. a.example.").home())
        .isEqualTo(Name.fromConstantString("b.example."));
    assertThat(parse("clusterset.local cluster.local", "multicluster clusterset.local").home())
        .isEqualTo(Name.fromConstantString("cluster.local."));
  }

  @Test
  void takesAllOptions() throws CorefileException {
    KubernetesConfig config =
        parse(
            "cluster.local clusterset.local",
            "namespaces app kube-system",
            "namespaces default",
            "labels team in (blue, red) , tier!=back",
            "pods verified",
            "endpoint_pod_names",
            "ttl 0",
            "ignore empty_service",
            "multicluster clusterset.local",
            "zonal",
            "fallthrough in-addr.arpa ip6.arpa",
            "startup_timeout 1m30s",
            "apiserver_qps 2.5",
            "apiserver_burst 0",
            "apiserver_max_inflight 7");

    assertThat(config.records().namespaces()).isEqualTo(Set.of("app", "kube-system", "default"));
    assertThat(config.selection().labels())
        .isEqualTo(LabelSelector.parse("team in (blue,red),tier!=back"));
    assertThat(config.records().pods()).isEqualTo(PodMode.VERIFIED);
    assertThat(config.selection().hasPods()).isTrue();
    assertThat(config.records().usesPodNames()).isTrue();
    assertThat(config.records().ttlSeconds()).isZero();
    assertThat(config.records().hidesEmptyServices()).isTrue();
    assertThat(config.records().isZonal()).isTrue();
    assertThat(config.selection().hasImports()).isTrue();
    assertThat(config.multicluster()).isEqualTo(zones("clusterset.local."));
    assertThat(config.fallthrough()).isEqualTo(zones("in-addr.arpa.", "ip6.arpa."));
    assertThat(config.startupTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void fallsThroughEverywhereWithoutZones() throws CorefileException {
    assertThat(parse("", "fallthrough").fallthrough()).isEqualTo(Zones.ROOT);
  }

  @Test
  void wantsNoEndpointsAndSomeNamespaces() throws CorefileException {
    KubernetesConfig config = parse("", "noendpoints", "namespace_labels tier = front");

    assertThat(config.selection().hasEndpoints()).isFalse();
    assertThat(config.selection().namespaceLabels()).isEqualTo(LabelSelector.parse("tier=front"));
  }

  @Test
  void takesAnApiServer() throws CorefileException {
    assertThat(access(parse("", "endpoint https://192.0.2.1:6443").source()))
        .isEqualTo(new ApiServerAccess.Endpoint(URI.create("https://192.0.2.1:6443"), null));
    assertThat(access(parse("", "endpoint 192.0.2.1:8080 192.0.2.2:8080").source()))
        .isEqualTo(new ApiServerAccess.Endpoint(URI.create("http://192.0.2.1:8080"), null));
    assertThat(access(parse("", "endpoint https://api.example.org", "tls cert key ca").source()))
        .isEqualTo(
            new ApiServerAccess.Endpoint(
                URI.create("https://api.example.org"),
                new ApiServerAccess.Tls(Path.of("cert"), Path.of("key"), Path.of("ca"))));
    assertThat(access(parse("", "kubeconfig admin.conf blue").source()))
        .isEqualTo(new ApiServerAccess.Kubeconfig(Path.of("admin.conf"), "blue"));
    assertThat(access(parse("", "kubeconfig admin.conf").source()))
        .isEqualTo(new ApiServerAccess.Kubeconfig(Path.of("admin.conf"), null));
  }

  @Test
  void takesManifestsBesideTheCorefile() throws CorefileException {
    var directive =
        TestServer.corefile(".\nkubernetes {\nmanifests a.yaml /b\nmanifests c\n}")
            .blocks()
            .getFirst()
            .directives()
            .getFirst();

    ManifestSource source = (ManifestSource) KubernetesConfig.parse(directive, BLOCK).source();

    assertThat(source.paths()).containsExactly(Path.of("a.yaml"), Path.of("/b"), Path.of("c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          endpoint                    | kubernetes: endpoint: expected the URL of an API server, found end of line
          endpoint ftp://x            | kubernetes: endpoint: expected the URL of an API server, found 'ftp://x'
          tls cert key                | kubernetes: tls: expected files with a certificate, a key and authorities, found end of line
          kubeconfig                  | kubernetes: kubeconfig: expected a file, found end of line
          kubeconfig a b c            | kubernetes: kubeconfig: expected end of line, found 'c'
          namespaces                  | kubernetes: namespaces: expected a namespace, found end of line
          namespace_labels            | kubernetes: namespace_labels: expected a label selector, found end of line
          labels a in b               | kubernetes: labels: 'a in b' is no label selector: expected '(', found 'b'
          pods some                   | kubernetes: pods: expected one of disabled, insecure, verified, found 'some'
          pods insecure verified      | kubernetes: pods: expected end of line, found 'verified'
          endpoint_pod_names yes      | kubernetes: endpoint_pod_names: expected end of line, found 'yes'
          ttl                         | kubernetes: ttl: expected a whole number, found end of line
          ttl five                    | kubernetes: ttl: expected a whole number, found 'five'
          ttl 3601                    | kubernetes: ttl: expected a whole number from 0 to 3600, found '3601'
          ttl 5 6                     | kubernetes: ttl: expected end of line, found '6'
          noendpoints yes             | kubernetes: noendpoints: expected end of line, found 'yes'
          fallthrough a..b            | kubernetes: fallthrough: expected a zone, found 'a..b'
          ignore                      | kubernetes: ignore: expected one of empty_service, found end of line
          ignore nothing              | kubernetes: ignore: expected one of empty_service, found 'nothing'
          multicluster                | kubernetes: multicluster: expected a zone, found end of line
          multicluster other.example  | kubernetes: multicluster: 'other.example.' is not one of the zones
          zonal yes                   | kubernetes: zonal: expected end of line, found 'yes'
          startup_timeout             | kubernetes: startup_timeout: expected a duration, found end of line
          startup_timeout 5           | kubernetes: startup_timeout: expected a duration, found '5'
          startup_timeout 0s          | kubernetes: startup_timeout: expected a duration from 1ms to 24h0m0s, found '0s'
          apiserver_qps -1            | kubernetes: apiserver_qps: expected a number of at least 0, found '-1'
          apiserver_burst 1.5         | kubernetes: apiserver_burst: expected a whole number, found '1.5'
          apiserver_max_inflight many | kubernetes: apiserver_max_inflight: expected a whole number, found 'many'
          manifests                   | kubernetes: manifests: expected a file or a folder, found end of line
          snapshot                    | kubernetes: snapshot: expected a folder, found end of line
          snapshot a b                | kubernetes: snapshot: expected a duration, found 'b'
          snapshot a 30s              | kubernetes: snapshot: expected a duration from 1m0s to 720h0m0s, found '30s'
          snapshot a 1h b             | kubernetes: snapshot: expected end of line, found 'b'
          federation cluster.local    | kubernetes: unknown property 'federation'
          """)
  void refuses(String option, String message) {
    assertThatThrownBy(() -> parse("", option))
        .isInstanceOf(CorefileException.class)
        .message()
        .startsWith("Corefile:3:")
        .endsWith(": " + message);
  }

  @Test
  void wordsOfAnOlderCoreDnsHaveNoEffect() throws Exception {
    assertThat(parse("", "upstream", "ttl 7", "resyncperiod 5m").obsolete())
        .extracting(Directive::name)
        .containsExactly("upstream", "resyncperiod");
  }

  @Test
  void refusesOptionsThatExcludeEachOther() {
    assertThatThrownBy(() -> parse("", "zonal", "noendpoints"))
        .hasMessage("Corefile:3:1: kubernetes: zonal: goes not with 'noendpoints'");
    assertThatThrownBy(() -> parse("", "namespaces app", "namespace_labels a"))
        .hasMessage("Corefile:4:1: kubernetes: namespace_labels: goes not with 'namespaces'");
    assertThatThrownBy(() -> parse("", "manifests a", "endpoint localhost"))
        .hasMessage("Corefile:4:1: kubernetes: endpoint: goes not with 'manifests'");
    assertThatThrownBy(() -> parse("", "manifests a", "snapshot b"))
        .hasMessage("Corefile:4:1: kubernetes: snapshot: goes not with 'manifests'");
  }

  @Test
  void keepsSnapshotsInAFolderBesideTheCorefile() throws CorefileException {
    assertThat(parse("").snapshot()).isNull();
    assertThat(parse("", "snapshot state").snapshot())
        .isEqualTo(new SnapshotConfig(Path.of("state"), Duration.ofHours(24)));
    assertThat(parse("", "snapshot /var/lib/binnacle 90m").snapshot())
        .isEqualTo(new SnapshotConfig(Path.of("/var/lib/binnacle"), Duration.ofMinutes(90)));
  }

  @Test
  void refusesReverseZonesOnly() {
    assertThatThrownBy(() -> parse("10.0.0.0/8"))
        .hasMessage("Corefile:2:1: kubernetes: expected a zone that is not a reverse zone");
  }
}
