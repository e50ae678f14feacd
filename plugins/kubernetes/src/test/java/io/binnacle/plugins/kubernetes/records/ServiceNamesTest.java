// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.HTTP;
import static io.binnacle.plugins.kubernetes.records.Cluster.ip;
import static io.binnacle.plugins.kubernetes.records.Cluster.namespace;
import static io.binnacle.plugins.kubernetes.records.Cluster.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Address;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.Endpoint;
import io.binnacle.plugins.kubernetes.cluster.EndpointSlice;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** What {@code KubernetesCasesTest} does not ask. */
class ServiceNamesTest {
  private static final String DB = "db.app.svc.cluster.local";

  private static EndpointSlice slice(List<Endpoint> endpoints) {
    return new EndpointSlice("app", "db-a", "db", "", "", endpoints, HTTP, 0);
  }

  private static Endpoint endpoint(Address address, String hostname) {
    return new Endpoint(address, hostname, "", "", true);
  }

  private static Cluster headless(Endpoint... endpoints) {
    return Cluster.of(namespace("app"), service("app", "db"), slice(List.of(endpoints)));
  }

  /** RFC 8020: what lies on the way to names exists. */
  @ParameterizedTest
  @CsvSource({
    "_tcp, NO_DATA",
    "tcp, NO_DATA",
    "_udp, NO_NAME",
    "_http, NO_NAME",
    "_zone, NO_DATA",
    "pin._zone, NO_DATA",
    "prefer._zone, NO_DATA",
    "near._zone, NO_NAME",
    "x._http._tcp, NO_NAME",
    "east.db-0, NO_NAME"
  })
  void knowsStepsOnTheWay(String labels, String expected) {
    Cluster cluster = headless(endpoint(ip("10.1.0.1"), "db-0"));

    assertThat(cluster.ask(labels + "." + DB, Type.A)).isEqualTo(expected);
    assertThat(cluster.ask(labels + "." + DB, Type.TXT)).isEqualTo(expected);
  }

  @Test
  void existsForTypesThatItDoesNotHave() {
    Cluster cluster = headless(endpoint(ip("10.1.0.1"), "db-0"));

    for (String name : List.of(DB, "db-0." + DB, "_http._tcp." + DB)) {
      for (int type : new int[] {Type.AAAA, Type.TXT, Type.CNAME, Type.MX, Type.HTTPS, Type.ANY}) {
        assertThat(cluster.ask(name, type)).isEqualTo("NO_DATA");
      }
    }
  }

  @Test
  void namesEndpointByAddressWhereItsHostnameIsNoLabel() {
    Cluster cluster =
        headless(endpoint(ip("10.1.0.1"), "two.labels"), endpoint(ip("10.1.0.2"), "x".repeat(64)));

    assertThat(cluster.ask("10-1-0-1." + DB, Type.A)).isEqualTo("[10.1.0.1]");
    assertThat(cluster.ask("10-1-0-2." + DB, Type.A)).isEqualTo("[10.1.0.2]");
  }

  @Test
  void findsHostnamesInAnyCase() {
    Cluster cluster = headless(endpoint(ip("10.1.0.1"), "Db-0"));

    assertThat(cluster.ask("DB-0." + DB, Type.A)).isEqualTo("[10.1.0.1]");
    assertThat(cluster.ask(DB, Type.SRV)).isEqualTo("[0 100 80 db-0." + DB + "., 10.1.0.1]");
  }

  @Test
  void hasEndpointsThatEndOnlyUntilOneIsReady() {
    Endpoint ending = new Endpoint(ip("10.1.0.1"), "db-0", "", "", false);
    Cluster cluster = headless(ending);
    assertThat(cluster.ask(DB, Type.A)).isEqualTo("[10.1.0.1]");
    assertThat(cluster.ask("db-0." + DB, Type.A)).isEqualTo("[10.1.0.1]");
    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR)).isEqualTo("[db-0." + DB + ".]");

    cluster.apply(slice(List.of(ending, endpoint(ip("10.1.0.2"), "db-1"))));

    assertThat(cluster.ask(DB, Type.A)).isEqualTo("[10.1.0.2]");
    assertThat(cluster.ask("db-0." + DB, Type.A)).isEqualTo("NO_NAME");
    assertThat(cluster.ask("1.0.1.10.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
  }

  @Test
  void standsForOneOfSeveralNames() {
    Cluster cluster =
        headless(
            endpoint(new DomainName("a.example.net"), ""),
            endpoint(new DomainName("b.example.net"), ""));

    assertThat(cluster.find(DB, Type.A))
        .isEqualTo(new Finding.Alias(Cluster.name("a.example.net")));
    assertThat(cluster.find("b-example-net." + DB, Type.AAAA))
        .isEqualTo(new Finding.Alias(Cluster.name("b.example.net")));
  }

  @Test
  void hasAddressesRatherThanAnAlias() {
    Cluster cluster =
        headless(endpoint(new DomainName("a.example.net"), ""), endpoint(ip("10.1.0.1"), ""));

    assertThat(cluster.ask(DB, Type.A)).isEqualTo("[10.1.0.1]");
    assertThat(cluster.ask(DB, Type.CNAME)).isEqualTo("NO_DATA");
  }

  @Test
  void sharesWeightAmongManyHosts() {
    Endpoint[] endpoints =
        IntStream.range(0, 150)
            .mapToObj(i -> endpoint(new Ipv4Address(0x0a010000 + i), ""))
            .toArray(Endpoint[]::new);

    String answer = headless(endpoints).ask(DB, Type.SRV);

    assertThat(answer.split(", ")).hasSize(300);
    assertThat(answer).startsWith("[0 1 80 10-1-0-0." + DB + "., 0 1 80 10-1-0-1.");
  }

  @Test
  void offersNoMoreHostsThanAMessageHolds() {
    Endpoint[] endpoints =
        IntStream.range(0, 10_000)
            .mapToObj(i -> endpoint(new Ipv4Address(0x0a010000 + i), ""))
            .toArray(Endpoint[]::new);
    Cluster cluster = headless(endpoints);

    assertThat(cluster.ask(DB, Type.A).split(", ")).hasSize(10_000);
    assertThat(cluster.find(DB, Type.SRV))
        .isInstanceOfSatisfying(
            Finding.Answer.class,
            answer ->
                assertThat(answer.response().sections().length())
                    .isBetween(0x10000, 0x10000 + 100));
  }

  @Test
  void ignoresWhatCannotBeANameInTheDns() {
    Cluster cluster =
        Cluster.of(
            namespace("app"),
            service("app", "two.labels", "10.96.0.1"),
            service("app", "x".repeat(64), "10.96.0.2"));

    assertThat(
            Stream.of("1.0.96.10.in-addr.arpa", "2.0.96.10.in-addr.arpa")
                .map(name -> cluster.ask(name, Type.PTR)))
        .containsOnly("NO_NAME");
  }
}
