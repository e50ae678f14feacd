// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.ExtendedError;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugins.kubernetes.cluster.ClusterObject;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.cluster.ObjectKey;
import io.binnacle.plugins.kubernetes.cluster.Port;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import io.binnacle.testing.Allocation;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class KubernetesHandlerTest {
  private static final Set<Kind> WANTED =
      EnumSet.of(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE);
  private static final List<Port> HTTP = List.of(new Port("http", "TCP", 80));

  private final EventLoop loop = new EmbeddedChannel().eventLoop();
  private final KubernetesConfig config = config("");
  private final RecordIndex index =
      new RecordIndex(
          config.records(), WANTED, () -> Instant.ofEpochSecond(7), (service, millis) -> {});
  private final KubernetesHandler handler = handler(config);

  private static KubernetesConfig config(String option) {
    try {
      return KubernetesConfig.parse(
          Directives.parse("kubernetes cluster.local {\n%s\n}".formatted(option)), Zones.ROOT);
    } catch (CorefileException e) {
      throw new AssertionError(e);
    }
  }

  private KubernetesHandler handler(KubernetesConfig itsConfig) {
    return new KubernetesHandler(
        itsConfig,
        index,
        OwnAddresses.of(List.of()),
        query -> CompletableFuture.completedFuture(Response.error(Rcode.NOERROR)));
  }

  private void apply(ClusterObject... objects) {
    List.of(objects).forEach(index::apply);
  }

  private void sync() {
    index.listed(Kind.NAMESPACE, Set.of(new ObjectKey("", "app")));
    index.listed(Kind.SERVICE, Set.of(new ObjectKey("app", "web"), new ObjectKey("app", "db")));
    index.listed(Kind.ENDPOINT_SLICE, Set.of(new ObjectKey("app", "db-a")));
  }

  private void load() {
    apply(
        new Namespace("app"),
        new Service(
            "app",
            "web",
            Service.Type.CLUSTER_IP,
            List.of(new Ipv4Address(0x0a600101)),
            "",
            HTTP,
            List.of(),
            true),
        new Service("app", "db", Service.Type.HEADLESS, List.of(), "", HTTP, List.of(), true),
        new EndpointSlice(
            "app",
            "db-a",
            "db",
            "",
            "",
            List.of(
                new Endpoint(new Ipv4Address(0x0af40101), "db-0", "", "", true),
                new Endpoint(new Ipv4Address(0x0af40102), "db-1", "", "", true)),
            HTTP,
            0));
    sync();
  }

  private Query query(String name, int type) {
    return Queries.udp(name, type, loop);
  }

  private Outcome ask(KubernetesHandler asked, String name) {
    return asked.handle(query(name, Type.A));
  }

  private static int rcode(Outcome outcome) {
    return ((Response) outcome).rcode();
  }

  /** The extended error's code, or -1. */
  private static int reason(Outcome outcome) {
    ExtendedError reason = ((Response) outcome).extendedError();
    return reason == null ? -1 : reason.code();
  }

  @ParameterizedTest
  @CsvSource({
    "web.app.svc.cluster.local, A",
    "web.app.svc.cluster.local, AAAA",
    "_http._tcp.web.app.svc.cluster.local, SRV",
    "db.app.svc.cluster.local, A",
    "db.app.svc.cluster.local, SRV",
    "app.svc.cluster.local, A",
    "web.app.app.svc.cluster.local, A",
    "www.example.org.app.svc.cluster.local, A",
    "www.example.org.svc.cluster.local, AAAA",
    "www.example.org.cluster.local, A",
  })
  void allocatesNothingForWhatWasAskedBefore(String name, String type) {
    load();
    Query query = query(name, Type.value(type));

    assertThat(Allocation.bytesPerRun(() -> handler.handle(query))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"web.app.svc.cluster.local", "nosuch.app.svc.cluster.local", "cluster.local"})
  void saysThatItsAnswersAreNeverToBeHeld(String name) {
    assertThat(((Response) ask(handler, name)).isLive()).isTrue(); // not all is known yet

    load();

    assertThat(((Response) ask(handler, name)).isLive()).isTrue();
  }

  @Test
  void saysOfWhichZonesNoQueryGoesPastIt() throws Exception {
    Zones cluster = new Zones(List.of(Queries.name("cluster.local")));

    assertThat(handler.liveZones()).isEqualTo(cluster);
    for (String fallthrough : List.of("in-addr.arpa x.other.local", "arpa other.local")) {
      KubernetesConfig falling =
          KubernetesConfig.parse(
              Directives.parse(
                  "kubernetes cluster.local in-addr.arpa other.local {\nfallthrough %s\n}"
                      .formatted(fallthrough)),
              Zones.ROOT);
      assertThat(handler(falling).liveZones()).isEqualTo(cluster);
    }
    assertThat(handler(config("fallthrough")).liveZones()).isEqualTo(Zones.NONE);
  }

  @Test
  void passesOnOtherZonesAndClasses() {
    assertThat(ask(handler, "www.example.org")).isSameAs(Next.NEXT);
  }

  @Test
  void refusesTransfers() {
    load();

    for (int type : new int[] {Type.AXFR, Type.IXFR}) {
      Outcome refused = handler.handle(query("cluster.local", type));
      assertThat(rcode(refused)).isEqualTo(Rcode.REFUSED);
      assertThat(reason(refused)).isEqualTo(ExtendedError.NOT_SUPPORTED);
    }
  }

  @Test
  void fallsThroughOnlyForNamesThatDoNotExist() {
    KubernetesHandler falling = handler(config("fallthrough"));
    load();

    assertThat(ask(falling, "nosuch.app.svc.cluster.local")).isSameAs(Next.NEXT);
    assertThat(ask(falling, "nosuch.cluster.local")).isSameAs(Next.NEXT);
    assertThat(rcode(ask(falling, "app.svc.cluster.local"))).isEqualTo(Rcode.NOERROR);
    assertThat(rcode(ask(falling, "web.app.svc.cluster.local"))).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void fallsThroughOnlyInTheZonesNamed() {
    KubernetesHandler falling = handler(config("fallthrough other.cluster.local"));
    load();

    assertThat(rcode(ask(falling, "x.app.svc.cluster.local"))).isEqualTo(Rcode.NXDOMAIN);
    assertThat(ask(falling, "x.other.cluster.local")).isSameAs(Next.NEXT);
  }

  @Test
  void deniesNothingBeforeAllIsKnown() {
    KubernetesHandler falling = handler(config("fallthrough"));

    Outcome response = ask(falling, "web.app.svc.cluster.local");

    assertThat(rcode(response)).isEqualTo(Rcode.SERVFAIL);
    assertThat(reason(response)).isEqualTo(ExtendedError.NOT_READY);
  }

  @Test
  void saysWhatMayBeStaleWhileChangesAreNotHeard() {
    index.lost(Kind.SERVICE);
    assertThat(reason(ask(handler, "nosuch.cluster.local"))).isEqualTo(ExtendedError.NOT_READY);
    load();
    assertThat(reason(ask(handler, "web.app.svc.cluster.local"))).isNegative();

    index.lost(Kind.ENDPOINT_SLICE);
    assertThat(reason(ask(handler, "web.app.svc.cluster.local")))
        .isEqualTo(ExtendedError.STALE_ANSWER);
    assertThat(reason(ask(handler, "app.svc.cluster.local"))).isEqualTo(ExtendedError.STALE_ANSWER);
    assertThat(reason(ask(handler, "nosuch.cluster.local")))
        .isEqualTo(ExtendedError.STALE_NXDOMAIN_ANSWER);

    index.found(Kind.ENDPOINT_SLICE);
    assertThat(reason(ask(handler, "nosuch.cluster.local"))).isNegative();
  }

  @Test
  void isReadyOnceAllIsKnown() {
    assertThat(handler.isReady()).isFalse();

    load();

    assertThat(handler.isReady()).isTrue();
  }
}
