// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Transport;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Pod;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** The metadata of queries; what names say is in {@code NamePartsTest}. */
class QueryLabelsTest {
  private static final Pod CLIENT =
      new Pod(
          "app",
          "client-7f",
          List.of(new Ipv4Address(0x0af40901)),
          false,
          Map.of("app.kubernetes.io/name", "client"));

  private final KubernetesConfig config = config();
  private final RecordIndex index =
      new RecordIndex(
          config.records(),
          EnumSet.of(Kind.POD),
          () -> Instant.ofEpochSecond(7),
          (service, millis) -> {});
  private final KubernetesHandler handler =
      new KubernetesHandler(
          config,
          index,
          OwnAddresses.of(List.of()),
          query -> CompletableFuture.completedFuture(Response.error(Rcode.NOERROR)));

  private static KubernetesConfig config() {
    try {
      return KubernetesConfig.parse(
          Directives.parse(
              """
              kubernetes cluster.local clusterset.local {
                pods verified
                zonal
                multicluster clusterset.local
              }
              """),
          Zones.ROOT);
    } catch (CorefileException e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable String value(String name, String label) {
    InetSocketAddress address = new InetSocketAddress("10.244.9.1", 4000);
    Client client = Client.of(address, address, Transport.UDP, new EmbeddedChannel().eventLoop());
    Query query = Queries.query(name, Type.A, null, client);
    return handler.value(query, label);
  }

  @ParameterizedTest
  @CsvSource({
    "_http._tcp.web.app.svc.cluster.local, port-name, http",
    "_http._tcp.web.app.svc.cluster.local, protocol, tcp",
    "_http._tcp.web.app.svc.cluster.local, endpoint, ''",
    "_http._tcp.web.app.svc.cluster.local, service, web",
    "_http._tcp.web.app.svc.cluster.local, namespace, app",
    "_http._tcp.web.app.svc.cluster.local, kind, svc",
    "_http._tcp.web.app.svc.cluster.local, zone, ''",
    "_http._tcp.web.app.svc.cluster.local, cluster,",
    "a.pin._zone.web.app.svc.cluster.local, zone, a",
    "db-0.east.web.app.svc.clusterset.local, cluster, east",
    "db-0.east.web.app.svc.clusterset.local, endpoint, db-0",
    "db-0.east.web.app.svc.clusterset.local, port-name, ''",
    "web.app.svc.clusterset.local, cluster, ''",
    "x.cluster.local, parse-error, invalid query name",
    "x.cluster.local, kind,",
    "web.app.svc.cluster.local, parse-error,",
    "web.app.svc.cluster.local, colour,",
    "www.example.net, kind,",
    "www.example.net, parse-error,",
  })
  void tellsWhatNamesSay(String name, String key, @Nullable String expected) {
    assertThat(value(name, "kubernetes/" + key)).isEqualTo(expected);
    assertThat(value(name, "forward/" + key)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "client-namespace, app",
    "client-pod-name, client-7f",
    "client-label/app.kubernetes.io/name, client",
    "client-label/colour,",
    "client-colour,",
  })
  void tellsWhoAsksForWhateverName(String key, @Nullable String expected) {
    index.apply(CLIENT);
    index.listed(Kind.POD, Set.of(CLIENT.key()));

    assertThat(value("www.example.net", "kubernetes/" + key)).isEqualTo(expected);
    assertThat(value("web.app.svc.cluster.local", "kubernetes/" + key)).isEqualTo(expected);
  }

  @Test
  void doesNotGuessWhoAsks() {
    index.apply(CLIENT);
    assertThat(value("www.example.net", "kubernetes/client-pod-name"))
        .as("not all pods are known")
        .isNull();

    index.listed(Kind.POD, Set.of(CLIENT.key()));
    index.lost(Kind.POD);
    assertThat(value("www.example.net", "kubernetes/client-pod-name")).isNull();

    index.found(Kind.POD);
    assertThat(value("www.example.net", "kubernetes/client-pod-name")).isEqualTo("client-7f");
  }
}
