// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.HTTP;
import static io.binnacle.plugins.kubernetes.records.Cluster.namespace;
import static io.binnacle.plugins.kubernetes.records.Cluster.pod;
import static io.binnacle.plugins.kubernetes.records.Cluster.service;
import static io.binnacle.plugins.kubernetes.records.Cluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Service;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class RecordIndexTest {
  private static final String WEB = "web.app.svc.cluster.local";

  @Test
  void showsChangeOfServiceAtOnce() {
    Cluster cluster = Cluster.of(namespace("app"), service("app", "web", "10.96.0.1"));
    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("[10.96.0.1]");
    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("[" + WEB + ".]");

    cluster.apply(service("app", "web", "10.96.0.2"));

    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("[10.96.0.2]");
    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("2.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("[" + WEB + ".]");
  }

  @Test
  void showsChangeOfEndpointsAtOnce() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "web"),
            slice("app", "web", "web-a", "10.1.0.1", "10.1.0.2"),
            slice("app", "web", "web-b", "10.1.0.3"));
    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("[10.1.0.1, 10.1.0.2, 10.1.0.3]");

    cluster.apply(slice("app", "web", "web-a", "10.1.0.2", "10.1.0.4"));

    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("[10.1.0.2, 10.1.0.4, 10.1.0.3]");
    assertThat(cluster.ask("10-1-0-1." + WEB, Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("10-1-0-4." + WEB, Type.A)).isEqualTo("[10.1.0.4]");
    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("4.0.1.10.in-addr.arpa", Type.PTR)).isEqualTo("[10-1-0-4." + WEB + ".]");
  }

  @Test
  void namesOfHeadlessServicesComeFirst() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "balanced", "10.96.0.1"),
            slice("app", "balanced", "balanced-a", "10.1.0.1"),
            service("app", "web"),
            slice("app", "web", "web-a", "10.1.0.1"));

    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR))
        .isEqualTo("[10-1-0-1." + WEB + "., 10-1-0-1.balanced.app.svc.cluster.local.]");
  }

  @Test
  void hidesServicesWithTheirNamespace() {
    Cluster cluster = Cluster.of(namespace("app"), service("app", "web", "10.96.0.1"));

    cluster.remove(namespace("app"));

    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("app.svc.cluster.local", Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
  }

  @Test
  void forgetsReverseNamesWithTheService() {
    Cluster cluster =
        Cluster.of(
            namespace("app"), service("app", "web"), slice("app", "web", "web-a", "10.1.0.1"));

    cluster.remove(service("app", "web"));

    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
  }

  @Test
  void isNamedForNoServiceThatItIsAboutToLeave() {
    EndpointSlice slice = slice("app", "db", "db-a", "10.0.0.53", "10.1.0.2");
    Endpoint own = slice.endpoints().getFirst();
    Endpoint ending = new Endpoint(own.address(), "", "", "", false);
    Cluster cluster = Cluster.of(namespace("app"), service("app", "db"), slice);
    assertThat(cluster.ask("cluster.local", Type.NS)).contains("10-0-0-53.db.app", "10-1-0-2");

    cluster.apply(
        new EndpointSlice(
            "app",
            "db-a",
            "db",
            "",
            "",
            List.of(ending, slice.endpoints().getLast()),
            slice.ports(),
            0));

    assertThat(cluster.ask("cluster.local", Type.NS))
        .isEqualTo("[ns.dns.cluster.local., 10.0.0.53]");
  }

  @Test
  void leadsNobodyBelowAnAlias() {
    Service alias =
        new Service(
            "app",
            "web",
            Service.Type.EXTERNAL_NAME,
            List.of(),
            "example.net",
            HTTP,
            List.of(),
            false);
    Cluster cluster =
        Cluster.of(namespace("app"), alias, slice("app", "web", "web-a", "10.1.0.1", "10.0.0.53"));

    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("cluster.local", Type.NS))
        .isEqualTo("[ns.dns.cluster.local., 10.0.0.53]");
  }

  @Test
  void leadsNobodyToServicesThatAreHiddenWhileEmpty() {
    RecordOptions hidesEmpty = new RecordOptions(5, PodMode.DISABLED, Set.of(), false, true, false);
    Cluster cluster = Cluster.of(hidesEmpty, namespace("app"), service("app", "web", "10.96.0.1"));
    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");

    cluster.apply(slice("app", "web", "web-a", "10.1.0.1"));

    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("[" + WEB + ".]");
  }

  @Test
  void hasAllEndpointsOfItsHeadlessServiceForNameServers() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "dns"),
            slice("app", "dns", "dns-a", "10.0.0.53", "10.0.0.54"),
            slice("app", "dns", "dns-b", "10.0.0.55"));

    assertThat(cluster.ask("cluster.local", Type.NS))
        .isEqualTo(
            "[10-0-0-53.dns.app.svc.cluster.local., 10-0-0-54.dns.app.svc.cluster.local.,"
                + " 10.0.0.53, 10.0.0.54]");
  }

  @Test
  void showsSlicesThatComeBeforeTheirService() {
    Cluster cluster = Cluster.of(namespace("app"), slice("app", "web", "web-a", "10.1.0.1"));
    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("NO_NAME");

    cluster.apply(service("app", "web"));

    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("[10.1.0.1]");
  }

  @Test
  void movesSliceToAnotherService() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "web"),
            service("app", "api"),
            slice("app", "web", "s", "10.1.0.1"));

    cluster.apply(slice("app", "api", "s", "10.1.0.1"));

    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("api.app.svc.cluster.local", Type.A)).isEqualTo("[10.1.0.1]");
    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR))
        .isEqualTo("[10-1-0-1.api.app.svc.cluster.local.]");
  }

  @Test
  void namesAllServicesOfOneAddress() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "one", "10.96.0.1"),
            service("app", "two", "10.96.0.1"));

    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR))
        .isEqualTo("[one.app.svc.cluster.local., two.app.svc.cluster.local.]");
  }

  @Test
  void dropsWhatIsNotListedAgain() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "web", "10.96.0.1"),
            service("app", "api", "10.96.0.2"));

    cluster.index.listed(Kind.SERVICE, Set.of(service("app", "api").key()));

    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("api.app.svc.cluster.local", Type.A)).isEqualTo("[10.96.0.2]");
  }

  @Test
  void keepsAnswersOfWhatIsListedAgainUnchanged() {
    Cluster cluster =
        Cluster.of(
            namespace("app"), service("app", "web"), slice("app", "web", "web-a", "10.1.0.1"));
    Finding before = cluster.find(WEB, Type.A);

    cluster.apply(service("app", "web"));
    cluster.apply(slice("app", "web", "web-a", "10.1.0.1"));
    cluster.index.listed(Kind.SERVICE, Set.of(service("app", "web").key()));

    assertThat(cluster.find(WEB, Type.A)).isSameAs(before);
  }

  @Test
  void keepsPodOfWhichOneAddressIsShared() {
    Cluster cluster =
        Cluster.of(
            namespace("app"), pod("app", "one", "192.0.2.1"), pod("app", "two", "192.0.2.1"));

    cluster.remove(pod("app", "one"));

    assertThat(cluster.ask("192-0-2-1.app.pod.cluster.local", Type.A)).isEqualTo("[192.0.2.1]");
  }

  @Test
  void bumpsSerialOnlyForWhatAnswersShow() {
    Cluster cluster = new Cluster(Cluster.OPTIONS);
    EndpointSlice slice = slice("app", "web", "web-a", "10.1.0.1");
    assertThat(cluster.index.serial()).isZero();

    cluster.second = 7;
    cluster.apply(slice);
    cluster.second = 8;
    cluster.apply(
        new EndpointSlice("app", "web-a", "web", "", "", slice.endpoints(), slice.ports(), 42));
    cluster.remove(service("app", "web"));

    assertThat(cluster.index.serial()).isEqualTo(7);
  }

  @Test
  void saysNotYetUntilAllIsListed() {
    Cluster cluster = new Cluster(Cluster.OPTIONS);
    cluster.apply(namespace("app"));
    cluster.apply(service("app", "web", "10.96.0.1"));
    cluster.apply(service("app", "db"));
    cluster.apply(slice("app", "db", "db-a", "10.1.0.1"));

    assertThat(cluster.index.isSynced()).isFalse();
    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("[10.96.0.1]");
    assertThat(cluster.ask(WEB, Type.AAAA)).isEqualTo("NO_DATA");
    assertThat(cluster.ask("app.svc.cluster.local", Type.A)).isEqualTo("NO_DATA");
    assertThat(cluster.ask("db.app.svc.cluster.local", Type.A)).isEqualTo("NOT_YET");
    assertThat(cluster.ask("nosuch.app.svc.cluster.local", Type.A)).isEqualTo("NOT_YET");
    assertThat(cluster.ask("nosuch.svc.cluster.local", Type.A)).isEqualTo("NOT_YET");
    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("NOT_YET");
  }

  @Test
  void isSyncedOnceEachKindHasBeenListed() {
    Cluster cluster = new Cluster(Cluster.OPTIONS);
    for (Kind kind : Kind.values()) {
      assertThat(cluster.index.isSynced()).isFalse();
      cluster.index.listed(kind, Set.of());
    }

    assertThat(cluster.index.isSynced()).isTrue();
    assertThat(cluster.ask(WEB, Type.A)).isEqualTo("NO_NAME");
  }

  @Test
  void ignoresNamespacesThatAreNotToBeShown() {
    Cluster cluster =
        new Cluster(new RecordOptions(5, PodMode.DISABLED, Set.of("app"), false, false, false));
    cluster.apply(namespace("other"));
    cluster.apply(service("other", "web", "10.96.0.1"));
    for (Kind kind : Kind.values()) {
      cluster.index.listed(kind, Set.of());
    }

    assertThat(cluster.ask("web.other.svc.cluster.local", Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("1.0.96.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
  }

  @Test
  void measuresWhatIsAnsweredLaterThanItHappened() {
    Cluster cluster = Cluster.of(namespace("app"), service("app", "db"));
    cluster.second = 100;

    cluster.apply(changed("db-a", 98_500, "10.1.0.1"));
    assertThat(cluster.latencies).containsExactly("db 1500");

    cluster.apply(changed("db-a", 99_000, "10.1.0.1")); // answers as before
    cluster.apply(changed("db-b", 0, "10.1.0.2")); // from nobody knows when
    cluster.remove(changed("db-a", 98_500, "10.1.0.1")); // says when it changed, not when it went
    assertThat(cluster.latencies).hasSize(1);

    cluster.apply(changed("db-a", 101_000, "10.1.0.3")); // clocks differ
    assertThat(cluster.latencies).containsExactly("db 1500", "db 0");
  }

  private static EndpointSlice changed(String name, long millis, String address) {
    EndpointSlice slice = slice("app", "db", name, address);
    return new EndpointSlice("app", name, "db", "", "", slice.endpoints(), slice.ports(), millis);
  }
}
