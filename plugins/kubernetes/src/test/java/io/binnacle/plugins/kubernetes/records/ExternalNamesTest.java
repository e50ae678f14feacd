// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import static io.binnacle.plugins.kubernetes.records.Cluster.HTTP;
import static io.binnacle.plugins.kubernetes.records.Cluster.ip;
import static io.binnacle.plugins.kubernetes.records.Cluster.ips;
import static io.binnacle.plugins.kubernetes.records.Cluster.name;
import static io.binnacle.plugins.kubernetes.records.Cluster.namespace;
import static io.binnacle.plugins.kubernetes.records.Cluster.question;
import static io.binnacle.plugins.kubernetes.records.Cluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.dns.Question;
import io.binnacle.plugins.kubernetes.cluster.Address;
import io.binnacle.plugins.kubernetes.cluster.DomainName;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Kind;
import io.binnacle.plugins.kubernetes.cluster.Service;
import io.binnacle.testing.Allocation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What {@code KubernetesCasesTest} does not ask. */
class ExternalNamesTest {
  private static final ExternalOptions PLAIN = new ExternalOptions(30, "dns", false);
  private static final ExternalOptions HEADLESS = new ExternalOptions(30, "DNS", true);
  private static final IpAddress SERVER = ip("10.0.0.53");

  private final Cluster cluster = new Cluster(Cluster.OPTIONS);

  private static Service service(String name, String clusterIp, Address... external) {
    boolean isHeadless = clusterIp.isEmpty();
    return new Service(
        "app",
        name,
        isHeadless ? Service.Type.HEADLESS : Service.Type.CLUSTER_IP,
        isHeadless ? List.of() : ips(clusterIp),
        "",
        HTTP,
        List.of(external),
        true);
  }

  private void sync() {
    for (Kind kind : Kind.values()) {
      cluster.index.listed(
          kind,
          Set.copyOf(
              switch (kind) {
                case NAMESPACE -> List.of(namespace("app").key());
                case SERVICE ->
                    Stream.of("web", "db", "gw", "dns").map(n -> service(n, "").key()).toList();
                case ENDPOINT_SLICE ->
                    Stream.of("web-a", "db-a", "dns-a")
                        .map(n -> slice("app", "", n).key())
                        .toList();
                case POD, SERVICE_IMPORT -> List.of();
              }));
    }
  }

  private void load() {
    cluster.apply(namespace("app"));
    cluster.apply(service("web", "10.96.0.1", ip("203.0.113.1"), ip("2001:db8::1")));
    cluster.apply(service("db", ""));
    cluster.apply(slice("app", "db", "db-a", "10.1.0.1", "10.1.0.2"));
    cluster.apply(slice("app", "web", "web-a", "10.1.0.3"));
    sync();
  }

  private Finding find(ExternalOptions options, String text, int type) {
    Name apex = name(text.endsWith(".arpa") ? "in-addr.arpa." : "example.org.");
    ServedZone home = new ServedZone(name("example.org."), options, cluster.index);
    ServedZone zone = new ServedZone(apex, options, cluster.index);
    return new ExternalNames(cluster.index, Cluster.OPTIONS, options, home, () -> List.of(SERVER))
        .find(zone, question(text, type));
  }

  private String ask(ExternalOptions options, String text, int type) {
    return switch (find(options, text, type)) {
      case Finding.Answer answer -> records(answer.response().message(question(text, type)));
      case Finding.Partial partial ->
          records(partial.response().message(question(text, type))) + partial.hosts();
      case Finding found -> found.toString();
    };
  }

  private static String records(org.xbill.DNS.Message message) {
    return Stream.of(Section.ANSWER, Section.ADDITIONAL)
        .flatMap(section -> message.getSection(section).stream())
        .map(Record::rdataToString)
        .toList()
        .toString();
  }

  @Test
  void followsTheClusterAtOnce() {
    load();
    assertThat(ask(PLAIN, "web.app.example.org", Type.A)).isEqualTo("[203.0.113.1]");
    assertThat(ask(PLAIN, "1.113.0.203.in-addr.arpa", Type.PTR))
        .isEqualTo("[web.app.example.org.]");

    cluster.apply(service("web", "10.96.0.1", ip("203.0.113.2")));

    assertThat(ask(PLAIN, "web.app.example.org", Type.A)).isEqualTo("[203.0.113.2]");
    assertThat(ask(PLAIN, "web.app.example.org", Type.AAAA)).isEqualTo("NO_DATA");
    assertThat(ask(PLAIN, "1.113.0.203.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
    assertThat(ask(PLAIN, "2.113.0.203.in-addr.arpa", Type.PTR))
        .isEqualTo("[web.app.example.org.]");

    cluster.remove(service("web", ""));

    assertThat(ask(PLAIN, "web.app.example.org", Type.A)).isEqualTo("NO_NAME");
    assertThat(ask(PLAIN, "2.113.0.203.in-addr.arpa", Type.PTR)).isEqualTo("NO_NAME");
  }

  @Test
  void doesNotMixUpWhatTheClusterItselfIsTold() {
    load();
    ServedZone within = new ServedZone(name("svc.cluster.local."), PLAIN, cluster.index);
    Question question = question("web.app.svc.cluster.local", Type.A);
    assertThat(cluster.ask("web.app.svc.cluster.local", Type.A)).isEqualTo("[10.96.0.1]");

    Finding outside =
        new ExternalNames(cluster.index, Cluster.OPTIONS, PLAIN, within, List::of)
            .find(within, question);

    assertThat(records(((Finding.Answer) outside).response().message(question)))
        .isEqualTo("[203.0.113.1]");
    assertThat(cluster.ask("web.app.svc.cluster.local", Type.A)).isEqualTo("[10.96.0.1]");
  }

  @Test
  void doesNotMixUpWaysToMakeAnswers() {
    load();
    ExternalOptions other = new ExternalOptions(7, "dns", false);
    for (ExternalOptions each : List.of(PLAIN, other, PLAIN)) {
      Finding.Answer answer = (Finding.Answer) find(each, "web.app.example.org", Type.A);

      Question question = question("web.app.example.org", Type.A);
      assertThat(answer.response().message(question).getSection(Section.ANSWER).getFirst().getTTL())
          .isEqualTo(each.ttlSeconds());
    }
  }

  /** RFC 8020: what lies on the way to names exists. */
  @ParameterizedTest
  @CsvSource({
    "app.example.org, NO_DATA",
    "_tcp.web.app.example.org, NO_DATA",
    "_udp.web.app.example.org, NO_NAME",
    "x._http._tcp.web.app.example.org, NO_NAME",
    "10-1-0-3.web.app.example.org, NO_NAME",
    "db.app.example.org, NO_NAME",
    "_tcp.db.app.example.org, NO_NAME",
    "hidden.example.org, NO_NAME",
    "web.hidden.example.org, NO_NAME",
    "dns.example.org, NO_DATA",
    "ns1.dns.example.org, NO_DATA",
    "x.ns1.dns.example.org, NO_NAME",
    "113.0.203.in-addr.arpa, NO_DATA",
    "112.0.203.in-addr.arpa, NO_NAME",
    "1.113.0.203.in-addr.arpa, NO_DATA",
    "x.113.0.203.in-addr.arpa, NO_NAME",
  })
  void knowsStepsOnTheWay(String text, String expected) {
    load();

    assertThat(ask(PLAIN, text, Type.TXT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "db.app.example.org, A, '[10.1.0.1, 10.1.0.2]'",
    "10-1-0-2.db.app.example.org, A, '[10.1.0.2]'",
    "10-1-0-3.web.app.example.org, A, '[10.1.0.3]'",
    "web.app.example.org, A, '[203.0.113.1]'",
    "_tcp.db.app.example.org, A, NO_DATA",
    "_http._tcp.db.app.example.org, A, '[10.1.0.1, 10.1.0.2]'",
    "_dns._tcp.db.app.example.org, SRV, NO_NAME",
    "10-1-0-9.db.app.example.org, A, NO_NAME",
  })
  void endpointsHaveNamesWhereTheyAreWanted(String text, String type, String expected) {
    load();

    assertThat(ask(HEADLESS, text, Type.value(type))).isEqualTo(expected);
  }

  @Test
  void theNameAboveEndpointsExists() {
    load();
    cluster.apply(service("web", "10.96.0.1"));

    assertThat(ask(HEADLESS, "web.app.example.org", Type.A)).isEqualTo("NO_DATA");
    assertThat(ask(PLAIN, "web.app.example.org", Type.A)).isEqualTo("NO_NAME");
  }

  @Test
  void aLoadBalancerMayHaveANameForAddresses() {
    load();
    cluster.apply(service("gw", "10.96.0.2", new DomainName("lb.example.net")));

    assertThat(ask(PLAIN, "gw.app.example.org", Type.CNAME)).contains("lb.example.net.");
    assertThat(ask(PLAIN, "gw.app.example.org", Type.AAAA)).contains("lb.example.net.");
    assertThat(ask(PLAIN, "gw.app.example.org", Type.TXT)).isEqualTo("NO_DATA");
    assertThat(ask(PLAIN, "gw.app.example.org", Type.SRV))
        .isEqualTo("[0 100 80 lb.example.net.][lb.example.net.]");
  }

  @Test
  void addressesGoBeforeNames() {
    load();
    cluster.apply(
        service(
            "gw",
            "10.96.0.2",
            ip("203.0.113.9"),
            new DomainName("lb.example.net"),
            new DomainName("not..a.name")));

    assertThat(ask(PLAIN, "gw.app.example.org", Type.A)).isEqualTo("[203.0.113.9]");
    assertThat(ask(PLAIN, "gw.app.example.org", Type.AAAA)).isEqualTo("NO_DATA");
    assertThat(ask(PLAIN, "gw.app.example.org", Type.SRV))
        .isEqualTo(
            "[0 50 80 gw.app.example.org., 0 50 80 lb.example.net., 203.0.113.9][lb.example.net.]");
  }

  @Test
  void theServerHasTheExternalAddressesOfItsOwnService() {
    load();
    assertThat(ask(PLAIN, "example.org", Type.NS))
        .as("no service, hence its own address")
        .isEqualTo("[ns1.dns.example.org., 10.0.0.53]");

    cluster.apply(service("dns", "10.96.0.10", ip("203.0.113.53")));
    cluster.apply(slice("app", "dns", "dns-a", SERVER.text()));

    assertThat(ask(PLAIN, "example.org", Type.NS))
        .isEqualTo("[ns1.dns.example.org., 203.0.113.53]");
    assertThat(ask(PLAIN, "ns1.dns.example.org", Type.A)).isEqualTo("[203.0.113.53]");
    assertThat(ask(PLAIN, "in-addr.arpa", Type.NS)).contains("ns1.dns.example.org.");
  }

  @Test
  void deniesNothingBeforeAllIsKnown() {
    cluster.apply(namespace("app"));
    cluster.apply(service("web", "10.96.0.1", ip("203.0.113.1")));

    assertThat(ask(PLAIN, "web.app.example.org", Type.A)).isEqualTo("[203.0.113.1]");
    assertThat(ask(PLAIN, "gw.app.example.org", Type.A)).isEqualTo("NOT_YET");
    assertThat(ask(PLAIN, "web.other.example.org", Type.A)).isEqualTo("NOT_YET");
    assertThat(ask(PLAIN, "1.113.0.203.in-addr.arpa", Type.PTR)).isEqualTo("NOT_YET");
    assertThat(ask(HEADLESS, "10-1-0-3.web.app.example.org", Type.A)).isEqualTo("NOT_YET");
  }

  @Test
  void allocatesNothingForWhatWasAskedBefore() {
    load();
    ServedZone zone = new ServedZone(name("example.org."), PLAIN, cluster.index);
    ExternalNames names = new ExternalNames(cluster.index, Cluster.OPTIONS, PLAIN, zone, List::of);
    Question question = question("web.app.example.org", Type.A);

    assertThat(Allocation.bytesPerRun(() -> names.find(zone, question))).isZero();
  }
}
