// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

class NamePartsTest {
  private final Cluster cluster = new Cluster(Cluster.OPTIONS);

  /** kind, namespace, service, endpoint, cluster, port, protocol, topology zone. */
  @ParameterizedTest
  @CsvSource({
    "cluster.local, '|||||||'",
    "svc.cluster.local, 'svc|||||||'",
    "app.svc.cluster.local, 'svc|app||||||'",
    "Web.App.svc.cluster.local, 'svc|app|web|||||'",
    "db-0.web.app.svc.cluster.local, 'svc|app|web|db-0||||'",
    "_http._tcp.web.app.svc.cluster.local, 'svc|app|web|||http|tcp|'",
    "http.tcp.web.app.svc.cluster.local, 'svc|app|web|||http|tcp|'",
    "a.b.pin._zone.web.app.svc.cluster.local, 'svc|app|web|||||a.b'",
    "a.prefer._zone.web.app.svc.cluster.local, 'svc|app|web|||||a'",
    "192-0-2-1.app.pod.cluster.local, 'pod|app|192-0-2-1|||||'",
    "db-0.east.web.app.svc.clusterset.local, 'svc|app|web|db-0|east|||'",
    "_http._tcp.web.app.svc.clusterset.local, 'svc|app|web|||http|tcp|'",
  })
  void readsNames(String name, String expected) {
    NameParts parts = Objects.requireNonNull(parse(name));

    assertThat(
            String.join(
                "|",
                parts.kind(),
                parts.namespace(),
                parts.service(),
                parts.endpoint(),
                parts.cluster(),
                parts.port(),
                parts.protocol(),
                parts.topologyZone()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns-version.cluster.local",
        "ns.dns.cluster.local",
        "a.near._zone.web.app.svc.cluster.local",
        "a.pin._zone.web.app.pod.cluster.local",
        "a.pin._zone.web.app.svc.clusterset.local",
      })
  void knowsWhatFollowsNoRule(String name) {
    assertThat(parse(name)).isNull();
  }

  private @Nullable NameParts parse(String name) {
    ServedZone zone = name.endsWith("clusterset.local") ? cluster.multicluster : cluster.forward;
    return NameParts.parse(zone, question(name, Type.A), true);
  }
}
