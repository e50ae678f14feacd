// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.client.ClientConfig;
import io.binnacle.client.UpstreamQuery;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Scheme;
import io.binnacle.corefile.Upstream;
import io.binnacle.corefile.Zones;
import io.binnacle.dns.Question;
import io.binnacle.plugin.Transport;
import io.binnacle.testing.Directives;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ForwardConfigTest {
  private static ForwardConfig parse(String text) throws CorefileException {
    return ForwardConfig.parse(Directives.parse(text), Path::of);
  }

  private static ForwardConfig option(String option) throws CorefileException {
    return parse("forward . 192.0.2.1 {\n" + option + "\n}");
  }

  private static List<String> problems(String text) {
    return Directives.problems(() -> parse(text));
  }

  private static String problem(String option) {
    List<String> problems = problems("forward . 192.0.2.1 {\n" + option + "\n}");
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  private static Zones zones(String... names) {
    return new Zones(Stream.of(names).map(Queries::name).toList());
  }

  @Test
  void hasTheDefaultsOfCoreDns() throws Exception {
    ForwardConfig config = parse("forward . 192.0.2.1 192.0.2.2");

    assertThat(config)
        .isEqualTo(
            new ForwardConfig(
                new Targets(
                    Zones.ROOT,
                    List.of(
                        new Upstream(Scheme.DNS, "192.0.2.1", 53, null),
                        new Upstream(Scheme.DNS, "192.0.2.2", 53, null))),
                Zones.NONE,
                Policy.RANDOM,
                false,
                false,
                Duration.ofSeconds(2),
                0,
                null,
                2,
                new HealthCheck(Duration.ofMillis(500), true, Name.root),
                new ClientConfig(Duration.ofSeconds(10), Duration.ZERO, 0, null),
                null,
                null,
                false,
                List.of(),
                Set.of(),
                Set.of(),
                false,
                false));
  }

  @Test
  void forwardsAZoneOrThoseOfAnAddressPrefix() throws Exception {
    assertThat(parse("forward Example.org 192.0.2.1").targets().from())
        .isEqualTo(zones("example.org"));
    assertThat(parse("forward 10.2.0.0/15 192.0.2.1").targets().from())
        .isEqualTo(zones("2.10.in-addr.arpa", "3.10.in-addr.arpa"));
  }

  @Test
  void readsUpstreamsInTheirOrderAndOnce() throws Exception {
    ForwardConfig config =
        parse("forward . 192.0.2.2:5353 dns://192.0.2.1 [2001:db8::1]:54 192.0.2.1:53");

    assertThat(config.targets().to())
        .containsExactly(
            new Upstream(Scheme.DNS, "192.0.2.2", 5353, null),
            new Upstream(Scheme.DNS, "192.0.2.1", 53, null),
            new Upstream(Scheme.DNS, "2001:db8::1", 54, null));
  }

  @Test
  void readsFilesOfNameServers(@TempDir Path folder) throws IOException, CorefileException {
    Path servers = folder.resolve("resolv.conf");
    Files.writeString(servers, "search example.org\nnameserver 192.0.2.7\nnameserver 192.0.2.8\n");
    Path none = folder.resolve("none.conf");
    Files.writeString(none, "search example.org\n");

    assertThat(parse("forward . " + servers).targets().to())
        .extracting(Upstream::host)
        .containsExactly("192.0.2.7", "192.0.2.8");
    assertThat(parse("forward . " + none + " 192.0.2.1").targets().to())
        .extracting(Upstream::host)
        .containsExactly("192.0.2.1");
    assertThat(problems("forward . " + none))
        .containsExactly(
            "Corefile:2:11: forward: expected a file with a name server, found '"
                + cut(none.toString())
                + "'");
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  @Test
  void readsEachOption() throws Exception {
    assertThat(option("except a.example b.example\nexcept c.example").except())
        .isEqualTo(zones("a.example", "b.example", "c.example"));
    assertThat(option("policy sequential").policy()).isEqualTo(Policy.SEQUENTIAL);
    assertThat(option("policy round_robin").policy()).isEqualTo(Policy.ROUND_ROBIN);
    assertThat(option("policy random").policy()).isEqualTo(Policy.RANDOM);
    assertThat(option("force_tcp").forcesTcp()).isTrue();
    assertThat(option("prefer_udp").prefersUdp()).isTrue();
    assertThat(option("read_timeout 300ms").readTimeout()).isEqualTo(Duration.ofMillis(300));
    assertThat(option("max_concurrent 1000").maxConcurrent()).isEqualTo(1000);
    assertThat(option("max_connect_attempts 7").maxAttempts()).isEqualTo(7);
    assertThat(option("max_fails 0").maxFails()).isZero();
    assertThat(option("expire 3s").sockets().idleTime()).isEqualTo(Duration.ofSeconds(3));
    assertThat(option("max_age 1h").sockets().maxAge()).isEqualTo(Duration.ofHours(1));
    assertThat(option("max_age 0").sockets().maxAge()).isEqualTo(Duration.ZERO);
    assertThat(option("max_age 5s\nexpire 5s").sockets().maxAge()).isEqualTo(Duration.ofSeconds(5));
    assertThat(option("max_idle_conns 5").sockets().maxIdle()).isEqualTo(5);
    assertThat(option("source_address 192.0.2.9").sockets().source())
        .isEqualTo(InetAddress.ofLiteral("192.0.2.9"));
    assertThat(option("failover SERVFAIL refused\nfailover NXDOMAIN").failover())
        .containsExactlyInAnyOrder(Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NXDOMAIN);
    assertThat(option("next NXDOMAIN NOERROR").next())
        .containsExactlyInAnyOrder(Rcode.NXDOMAIN, Rcode.NOERROR);
    assertThat(option("next_on_nodata").nextOnNodata()).isTrue();
    assertThat(option("failfast_all_unhealthy_upstreams").failsFast()).isTrue();
  }

  @Test
  void readsHowToCheckHealth() throws Exception {
    HealthCheck plain = option("health_check 2s").healthCheck();
    HealthCheck all = option("health_check 2s no_rec domain example.org").healthCheck();

    assertThat(plain).isEqualTo(new HealthCheck(Duration.ofSeconds(2), true, Name.root));
    assertThat(all.interval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(all.query(Transport.TCP))
        .isEqualTo(
            new UpstreamQuery(
                Question.of(Queries.name("example.org"), Type.NS, DClass.IN),
                0,
                false,
                Transport.TCP));
    assertThat(option("health_check 1s domain example.org no_rec").healthCheck())
        .isEqualTo(new HealthCheck(Duration.ofSeconds(1), false, Queries.name("example.org")));
  }

  @Test
  void doesNotCheckWithoutPause() throws Exception {
    assertThat(option("health_check 0").healthCheck().interval()).isPositive();
  }

  @Test
  void asksOverTheTransportOfTheClientUnlessToldOtherwise() throws Exception {
    assertThat(option("").transport(Transport.UDP)).isEqualTo(Transport.UDP);
    assertThat(option("").transport(Transport.TCP)).isEqualTo(Transport.TCP);
    assertThat(option("force_tcp").transport(Transport.UDP)).isEqualTo(Transport.TCP);
    assertThat(option("prefer_udp").transport(Transport.TCP)).isEqualTo(Transport.UDP);
    assertThat(option("prefer_udp\nforce_tcp").transport(Transport.UDP)).isEqualTo(Transport.TCP);
  }

  @Test
  void boundsAttemptsAlsoWhereTheCorefileDoesNot() throws Exception {
    ForwardConfig config = option("max_connect_attempts 0");

    assertThat(config.mayTryAfter(10, 1)).isTrue();
    assertThat(config.mayTryAfter(100, 1)).isFalse();
    assertThat(option("").mayTryAfter(5, 3)).isTrue();
    assertThat(option("").mayTryAfter(6, 3)).isFalse();
  }

  @Test
  void saysWhatIsWrongWithArguments() {
    assertThat(problems("forward"))
        .containsExactly("Corefile:2:8: forward: expected a zone, found end of line");
    assertThat(problems("forward ."))
        .containsExactly(
            "Corefile:2:10: forward: expected an address or a file of name servers,"
                + " found end of line");
    assertThat(problems("forward . 192.0.2.256"))
        .containsExactly(
            "Corefile:2:11: forward: expected an address or a file of name servers,"
                + " found '192.0.2.256'");
    assertThat(problems("forward . grpc://192.0.2.1"))
        .containsExactly(
            "Corefile:2:11: forward: expected an address with one of the schemes dns, tls, https,"
                + " found 'grpc://192.0.2.1'");
    assertThat(problems("forward ." + " 192.0.2.1".repeat(16)))
        .containsExactly("Corefile:2:161: forward: expected end of line, found '192.0.2.1'");
  }

  @Test
  void asksByPostOrGet() throws Exception {
    assertThat(parse("forward . https://dns.example").usesGet()).isFalse();
    assertThat(option("doh_method GET").usesGet()).isTrue();
    assertThat(problem("doh_method PUT"))
        .isEqualTo("Corefile:3:12: forward: doh_method: expected one of POST, GET, found 'PUT'");
    assertThat(problems("forward . https://dns.example/dns-query"))
        .containsExactly(
            "Corefile:2:11: forward: expected an address or a file of name servers,"
                + " found 'https://dns.example/dns-query'");
  }

  @Test
  void speaksTlsWithTheNameThatIsConfigured() throws Exception {
    ForwardConfig config =
        parse(
            "forward . tls://192.0.2.1%dns.example:854 tls://192.0.2.2 tls://dns.test. 192.0.2.3");
    ForwardConfig named =
        parse("forward . tls://192.0.2.2 tls://dns.test {\ntls_servername dns.example\n}");

    assertThat(config.targets().to().getFirst().port()).isEqualTo(854);
    assertThat(serverNames(config)).containsExactly("dns.example", "its address", "dns.test", "-");
    assertThat(serverNames(named)).containsExactly("dns.example", "dns.example");
  }

  private static List<String> serverNames(ForwardConfig config) {
    return config.targets().to().stream()
        .map(config::tls)
        .map(tls -> tls == null ? "-" : Objects.requireNonNullElse(tls.name(), "its address"))
        .toList();
  }

  @Test
  void readsCertificatesAndKeys(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.of("dns:dns.example");
    Path cert = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
    Path key = Files.writeString(folder.resolve("key.pem"), certificate.keyPem());

    for (String words :
        List.of("", cert.toString(), cert + " " + key, cert + " " + key + " " + cert)) {
      assertThat(option("tls " + words).tls()).isNotNull();
    }
    assertThat(problem("tls " + key)).contains("tls: expected a PEM file of certificates, found");
    assertThat(problem("tls " + cert + " " + cert))
        .contains("tls: expected a PEM file with a 'PRIVATE KEY' (PKCS #8), found");
    assertThat(problem("tls none.pem"))
        .isEqualTo("Corefile:3:5: forward: tls: cannot read 'none.pem': no such file");
    assertThat(problem("tls a b c d"))
        .isEqualTo("Corefile:3:11: forward: tls: expected end of line, found 'd'");
  }

  @Test
  void readsHostNamesAndWhoKnowsThem() throws Exception {
    ForwardConfig config =
        parse("forward . dns.example DNS.example:53 {\nresolver 192.0.2.7 [2001:db8::7]:54\n}");

    assertThat(config.targets().to())
        .containsExactly(new Upstream(Scheme.DNS, "dns.example", 53, null));
    assertThat(config.resolver())
        .containsExactly(
            new InetSocketAddress("192.0.2.7", 53), new InetSocketAddress("2001:db8::7", 54));
  }

  @Test
  void saysWhatIsWrongWithNamesOfServers() {
    assertThat(problem("resolver dns.example"))
        .isEqualTo("Corefile:3:10: forward: resolver: expected an IP address, found 'dns.example'");
    assertThat(problem("tls_servername"))
        .isEqualTo(
            "Corefile:3:15: forward: tls_servername: expected a host name, found end of line");
    assertThat(problems("forward . tls://192.0.2.1%a.example {\ntls_servername b.example\n}"))
        .containsExactly(
            "Corefile:3:1: forward: tls_servername: the name is written with an upstream already,"
                + " behind its '%'");
  }

  @Test
  void saysWhatIsWrongWithOptions() {
    assertThat(problem("except"))
        .isEqualTo("Corefile:3:7: forward: except: expected a zone, found end of line");
    assertThat(problem("policy any"))
        .isEqualTo(
            "Corefile:3:8: forward: policy: expected one of random, round_robin, sequential,"
                + " found 'any'");
    assertThat(problem("force_tcp yes"))
        .isEqualTo("Corefile:3:11: forward: force_tcp: expected end of line, found 'yes'");
    assertThat(problem("read_timeout 0s"))
        .isEqualTo(
            "Corefile:3:14: forward: read_timeout: expected a duration from 1ms to 1h0m0s,"
                + " found '0s'");
    assertThat(problem("max_fails -1"))
        .isEqualTo(
            "Corefile:3:11: forward: max_fails: expected a whole number of at least 0,"
                + " found '-1'");
    assertThat(problem("max_age 5s"))
        .isEqualTo(
            "Corefile:3:9: forward: max_age: expected 0 or a duration of at least 'expire',"
                + " found '5s'");
    assertThat(problem("health_check often"))
        .isEqualTo("Corefile:3:14: forward: health_check: expected a duration, found 'often'");
    assertThat(problem("health_check 1s domain"))
        .isEqualTo(
            "Corefile:3:23: forward: health_check: expected a domain name, found end of line");
    assertThat(problem("health_check 1s norec"))
        .isEqualTo(
            "Corefile:3:17: forward: health_check: expected one of no_rec, domain, found 'norec',"
                + " did you mean 'no_rec'?");
    assertThat(problem("failover NOERROR"))
        .isEqualTo(
            "Corefile:3:10: forward: failover: expected a response code other than NOERROR,"
                + " found 'NOERROR'");
    assertThat(problem("next OOPS"))
        .isEqualTo("Corefile:3:6: forward: next: expected a response code, found 'OOPS'");
    assertThat(problem("source_address localhost"))
        .isEqualTo(
            "Corefile:3:16: forward: source_address: expected an IP address, found 'localhost'");
    assertThat(problem("forse_tcp"))
        .isEqualTo(
            "Corefile:3:1: forward: unknown property 'forse_tcp', did you mean 'force_tcp'?");
  }
}
