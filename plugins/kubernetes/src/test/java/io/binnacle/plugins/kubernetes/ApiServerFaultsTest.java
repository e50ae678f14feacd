// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.plugins.kubernetes.testing.Fault;
import io.binnacle.plugins.kubernetes.testing.LargeApiServer;
import io.binnacle.plugins.kubernetes.testing.LargeCluster;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.TestCertificate;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What whoever asks a server sees while something is wrong with its API server. */
class ApiServerFaultsTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          readiness:io.binnacle.plugins.kubernetes.ReadinessPlugin
          kubernetes:io.binnacle.plugins.kubernetes.KubernetesPlugin
          """);

  private static final String STALE = " EDE 3";
  private static final String STALE_NXDOMAIN = "NXDOMAIN EDE 19";
  private static final String NOT_READY = "SERVFAIL EDE 14";

  @TempDir Path folder;

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault.Refusal(401, "Unauthorized", "Unauthorized"),
        new Fault.Refusal(403, "Forbidden", "services is forbidden"),
        new Fault.Refusal(410, "Expired", "too old resource version"),
        new Fault.Refusal(429, "TooManyRequests", "please try again later"),
        new Fault.Refusal(500, "InternalError", "etcdserver: request timed out"),
        new Fault.Garbage(502, "<html>Bad Gateway</html>"),
        new Fault.Cut());
  }

  private static void fill(FakeApiServer api) {
    api.apply("{apiVersion: v1, kind: Namespace, metadata: {name: app}}");
    service(api, "web", "10.96.0.1");
    service(api, "old", "10.96.0.2");
  }

  private static void service(FakeApiServer api, String name, String ip) {
    api.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: app}
        spec: {clusterIP: %s, ports: [{port: 80}]}
        """
            .formatted(name, ip));
  }

  private static void change(FakeApiServer api) {
    service(api, "web", "10.96.0.3");
    service(api, "new", "10.96.0.4");
    api.delete("v1", "Service", "app", "old");
  }

  private static TestServer server(String access, String startupTimeout) {
    return TestServer.start(
        CATALOG,
        """
        .:0 {
          readiness
          kubernetes cluster.local {
            %s
            startup_timeout %s
          }
        }
        """
            .formatted(access, startupTimeout));
  }

  private static TestServer server(URI api) {
    return server("endpoint " + api, "24h");
  }

  private static Message ask(TestServer server, String name, int type, int dclass) {
    try {
      Record question = Record.newRecord(Name.fromString(name, Name.root), type, dclass);
      Message query = Message.newQuery(question);
      query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
      return server.udp().ask(query);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to an A query, or the response code; and the extended error, if there is one. */
  private static String ask(TestServer server, String service) {
    Message response = ask(server, service + ".app.svc.cluster.local", Type.A, DClass.IN);
    String reasons =
        response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
            .map(reason -> " EDE " + ((ExtendedErrorCodeOption) reason).getErrorCode())
            .collect(Collectors.joining());
    return response.getRcode() == Rcode.NOERROR
        ? response.getSection(Section.ANSWER).stream()
            .map(Record::rdataToString)
            .collect(Collectors.joining(" ", "", reasons))
        : Rcode.string(response.getRcode()) + reasons;
  }

  private static boolean isReady(TestServer server) {
    return ask(server, "readiness", Type.TXT, DClass.CH).getRcode() == Rcode.NXDOMAIN;
  }

  private static void await(TestServer server, String service, String answer) {
    Eventually.await(() -> ask(server, service).equals(answer));
  }

  private static void assertKnowsTheFirstState(TestServer server) {
    assertThat(ask(server, "web")).isEqualTo("10.96.0.1");
    assertThat(ask(server, "old")).isEqualTo("10.96.0.2");
    assertThat(ask(server, "new")).isEqualTo("NXDOMAIN");
    assertThat(isReady(server)).isTrue();
  }

  private static void assertServesTheFirstStateAsStale(TestServer server) {
    await(server, "web", "10.96.0.1" + STALE);
    assertThat(ask(server, "old")).isEqualTo("10.96.0.2" + STALE);
    assertThat(ask(server, "new")).isEqualTo(STALE_NXDOMAIN);
    assertThat(isReady(server)).isTrue();
  }

  private static void assertHearsOfTheChange(FakeApiServer api, TestServer server) {
    awaitHeard(api, server, "web", "10.96.0.3");
    awaitHeard(api, server, "new", "10.96.0.4");
    awaitHeard(api, server, "old", "NXDOMAIN");
    assertThat(isReady(server)).isTrue();
  }

  /**
   * What nothing happens to is heard by bookmarks, of which a real API server sends one a minute.
   */
  private static void awaitHeard(
      FakeApiServer api, TestServer server, String service, String answer) {
    Eventually.await(
        () -> {
          api.bookmark();
          return ask(server, service).equals(answer);
        });
  }

  @ParameterizedTest
  @MethodSource("faults")
  void servesWhatItKnewAndThenWhatHasChanged(Fault fault) throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      try (TestServer server = server(api.uri())) {
        assertKnowsTheFirstState(server);

        api.fail("services", fault);
        api.cutWatches();
        change(api);
        assertServesTheFirstStateAsStale(server);

        api.mend();
        assertHearsOfTheChange(api, server);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void deniesNothingBeforeItKnowsAll(Fault fault) throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      api.fail("services", fault);
      try (TestServer server = server("endpoint " + api.uri(), "1ms")) {
        assertThat(ask(server, "web")).isEqualTo(NOT_READY);
        assertThat(isReady(server)).isFalse();

        api.mend();
        await(server, "web", "10.96.0.1");
        Eventually.await(() -> isReady(server));
        assertKnowsTheFirstState(server);
      }
    }
  }

  @Test
  void goesOnWhileTheApiServerHangs() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      try (TestServer server = server(api.uri())) {
        assertKnowsTheFirstState(server);

        int requests = api.requests().size();
        api.fail("services", new Fault.Silence());
        api.cutWatches();
        change(api);
        Eventually.await(() -> api.requests().size() > requests);
        assertKnowsTheFirstState(server);

        api.mend();
        assertHearsOfTheChange(api, server);
      }
    }
  }

  @Test
  void isNotReadyWhileTheApiServerHangsAtTheStart() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      api.fail("services", new Fault.Silence());
      try (TestServer server = server("endpoint " + api.uri(), "1ms")) {
        assertThat(ask(server, "web")).isEqualTo(NOT_READY);
        assertThat(isReady(server)).isFalse();

        api.mend();
        Eventually.await(() -> isReady(server));
        assertKnowsTheFirstState(server);
      }
    }
  }

  @Test
  void outlivesAnApiServerThatIsKilledAndForgetsItsHistory() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      try (TestServer server = server(api.uri())) {
        assertKnowsTheFirstState(server);

        api.stop();
        change(api);
        api.compact();
        assertServesTheFirstStateAsStale(server);

        api.restart();
        assertHearsOfTheChange(api, server);
      }
    }
  }

  @Test
  void hearsAnEventThatWasCutInTheMiddle() throws IOException {
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      try (TestServer server = server(api.uri())) {
        assertKnowsTheFirstState(server);

        api.cutNextEvent();
        change(api);
        assertHearsOfTheChange(api, server);
      }
    }
  }

  @Test
  void followsTokens() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "first");
    try (FakeApiServer api = FakeApiServer.start()) {
      fill(api);
      api.require("first");
      try (TestServer server = server(kubeconfig(api, "", "tokenFile: " + token), "24h")) {
        assertKnowsTheFirstState(server);

        api.require("second");
        api.cutWatches();
        change(api);
        assertServesTheFirstStateAsStale(server);

        Files.writeString(token, "second");
        assertHearsOfTheChange(api, server);
      }
    }
  }

  @Test
  void followsAuthoritiesAndTheServersCertificate() throws IOException {
    TestCertificate first = TestCertificate.of("ip:127.0.0.1");
    TestCertificate second = TestCertificate.of("ip:127.0.0.1");
    Path authorities = Files.writeString(folder.resolve("ca.crt"), first.certificatePem());
    try (FakeApiServer api = FakeApiServer.start(first)) {
      fill(api);
      try (TestServer server =
          server(kubeconfig(api, ", certificate-authority: ca.crt", ""), "24h")) {
        assertKnowsTheFirstState(server);

        api.stop();
        change(api);
        api.restart(second);
        assertServesTheFirstStateAsStale(server);

        Files.writeString(authorities, second.certificatePem());
        assertHearsOfTheChange(api, server);
      }
    }
  }

  private String kubeconfig(FakeApiServer api, String cluster, String user) throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: '%s'%s}}]
        users: [{name: u, user: {%s}}]
        """
            .formatted(api.uri(), cluster, user));
    return "kubeconfig " + file;
  }

  @Test
  void answersWhileAHundredThousandObjectsAreListedAnew() throws IOException {
    LargeCluster cluster = new LargeCluster(2_000, 95_000, 0);
    try (LargeApiServer api = LargeApiServer.start(cluster, 0);
        TestServer server = server("endpoint " + api.uri() + "\npods verified", "24h")) {
      Supplier<String> answer =
          () ->
              ask(server, "accounts-0.team-0000.svc.cluster.local.", Type.A, DClass.IN)
                  .getSection(Section.ANSWER)
                  .toString();
      String before = answer.get();
      assertThat(before).contains("10.");
      Eventually.await(() -> api.watches() == 4);

      api.forget();

      while (api.lists() < 8) {
        assertThat(answer.get()).isEqualTo(before);
        assertThat(isReady(server)).isTrue();
      }
      Eventually.await(() -> api.watches() == 4);
      assertThat(answer.get()).isEqualTo(before);
    }
  }
}
