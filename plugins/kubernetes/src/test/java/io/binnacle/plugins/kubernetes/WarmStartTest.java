// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Zones;
import io.binnacle.plugins.kubernetes.cluster.Eventually;
import io.binnacle.plugins.kubernetes.cluster.LogLines;
import io.binnacle.plugins.kubernetes.cluster.Namespace;
import io.binnacle.plugins.kubernetes.snapshot.SnapshotFile;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.plugins.kubernetes.testing.Fault;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Whole servers that start again while the API server is away, or is late. */
class WarmStartTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse("kubernetes:io.binnacle.plugins.kubernetes.KubernetesPlugin\n");

  private static final String STALE = " EDE 3";
  private static final String STALE_NXDOMAIN = "NXDOMAIN EDE 19";
  private static final String NOT_READY = "SERVFAIL EDE 14";

  @TempDir Path folder;
  private final FakeApiServer api;

  WarmStartTest() throws IOException {
    api = FakeApiServer.start();
  }

  @BeforeEach
  void fill() {
    api.apply("{apiVersion: v1, kind: Namespace, metadata: {name: app}}");
    service("web", "10.96.0.1");
    service("old", "10.96.0.2");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private void service(String name, String ip) {
    api.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: app}
        spec: {clusterIP: %s, ports: [{port: 80}]}
        """
            .formatted(name, ip));
  }

  /** A server that waits for the cluster, for as long as it takes. */
  private TestServer server(String... options) {
    return TestServer.start(CATALOG, corefile(options));
  }

  private String corefile(String... options) {
    return """
    .:0 {
      kubernetes cluster.local in-addr.arpa {
        endpoint %s
        startup_timeout 24h
        %s
        snapshot %s
      }
    }
    """
        .formatted(api.uri(), String.join("\n", options), folder);
  }

  /** A server that does not wait. */
  private TestServer hasty(String... options) {
    return TestServer.start(CATALOG, corefile(options).replace("24h", "1ms"));
  }

  /** The answer to an A query, or the response code; and the extended error, if there is one. */
  private static String ask(TestServer server, String service) {
    Message query = DnsClient.query(service + ".app.svc.cluster.local", Type.A);
    query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    try {
      Message response = server.udp().ask(query);
      String reasons =
          response.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
              .map(reason -> " EDE " + ((ExtendedErrorCodeOption) reason).getErrorCode())
              .collect(Collectors.joining());
      return response.getRcode() == Rcode.NOERROR
          ? response.getSection(Section.ANSWER).stream()
              .map(Record::rdataToString)
              .collect(Collectors.joining(" ", "", reasons))
          : Rcode.string(response.getRcode()) + reasons;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(TestServer server, String service, String answer) {
    Eventually.await(() -> ask(server, service).equals(answer));
  }

  /** Leaves a snapshot behind. */
  private void runOnce(String... options) {
    try (TestServer server = server(options)) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1");
    }
  }

  private List<Path> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private boolean hasSnapshot() {
    try {
      return snapshots().stream().anyMatch(file -> file.toString().endsWith(".snapshot"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void servesWhatItKnewUntilTheApiServerTellsBetter() throws IOException {
    runOnce();
    api.stop();

    try (TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
      assertThat(ask(server, "old")).isEqualTo("10.96.0.2" + STALE);
      assertThat(ask(server, "new")).isEqualTo(STALE_NXDOMAIN);

      service("web", "10.96.0.3");
      service("new", "10.96.0.4");
      api.delete("v1", "Service", "app", "old");
      api.restart();

      await(server, "web", "10.96.0.3");
      await(server, "new", "10.96.0.4");
      await(server, "old", "NXDOMAIN");
    }
  }

  @Test
  void denialsAreShortLivedWhileTheyMayBeWrong() throws IOException {
    runOnce("ttl 300");
    api.stop();

    try (TestServer server = server("ttl 300")) {
      assertThat(negativeTtl(server)).isEqualTo(5);
      api.restart();
      await(server, "new", "NXDOMAIN");
      assertThat(negativeTtl(server)).isEqualTo(300);
    }
  }

  private static long negativeTtl(TestServer server) throws IOException {
    Message response = server.udp().ask(DnsClient.query("new.app.svc.cluster.local", Type.A));
    SOARecord soa = (SOARecord) response.getSection(Section.AUTHORITY).getFirst();
    assertThat(soa.getMinimum()).isEqualTo(soa.getTTL());
    return soa.getTTL();
  }

  @Test
  void isOfTheLastChangeBeforeTheStop() throws IOException {
    try (TestServer server = server()) {
      service("web", "10.96.0.3");
      api.delete("v1", "Service", "app", "old");
      await(server, "web", "10.96.0.3");
      await(server, "old", "NXDOMAIN");
    }
    api.stop();

    try (TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.3" + STALE);
      assertThat(ask(server, "old")).isEqualTo(STALE_NXDOMAIN);
    }
  }

  @Test
  void isThereAsSoonAsTheClusterIsKnown() throws IOException {
    try (TestServer crashed = server()) {
      Eventually.await(this::hasSnapshot);
      assertThat(ask(crashed, "web")).isEqualTo("10.96.0.1");
      api.fail("services", new Fault.Silence());

      try (TestServer server = server()) {
        assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"namespaces", "services", "endpointslices"})
  void isStaleAsLongAsAnyKindIsNotListed(String plural) {
    runOnce();
    api.fail(plural, new Fault.Silence());

    try (TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
      assertThat(ask(server, "new")).isEqualTo(STALE_NXDOMAIN);

      api.mend();
      await(server, "web", "10.96.0.1");
      assertThat(ask(server, "new")).isEqualTo("NXDOMAIN");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500})
  void servesWhatItKnewWhileTheApiServerRefuses(int code) {
    runOnce();
    api.fail("services", new Fault.Refusal(code, "No", "no"));

    try (TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
    }
  }

  @Test
  void outlivesManyStartsWithoutApiServer() {
    runOnce();
    api.stop();

    for (int i = 0; i < 3; i++) {
      try (TestServer server = server()) {
        assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
      }
    }
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        arguments("is damaged", (UnaryOperator<byte[]>) WarmStartTest::flip),
        arguments("is damaged", (UnaryOperator<byte[]>) b -> Arrays.copyOf(b, b.length / 2)),
        arguments("is damaged", (UnaryOperator<byte[]>) b -> "binnacle".getBytes(US_ASCII)),
        arguments("is cut off", (UnaryOperator<byte[]>) b -> new byte[0]));
  }

  private static byte[] flip(byte[] bytes) {
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("damages")
  void ignoresWhatIsDamagedWithOneLine(String why, UnaryOperator<byte[]> damage)
      throws IOException {
    runOnce();
    Path file = snapshots().getFirst();
    Files.write(file, damage.apply(Files.readAllBytes(file)));
    api.stop();

    try (LogLines log = LogLines.of(WarmStart.class);
        TestServer server = hasty()) {
      assertThat(ask(server, "web")).isEqualTo(NOT_READY);
      assertThat(log.lines()).containsExactly("snapshot " + file + " is not used: it " + why);

      api.restart();
      await(server, "new", "NXDOMAIN");
    }
    api.stop();
    try (TestServer server = server()) { // it was replaced
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
    }
  }

  @Test
  void ignoresWhatBelongsToOtherOptions() throws IOException {
    runOnce();
    Path file = snapshots().getFirst();
    runOnce("namespaces app");
    Path other = snapshots().stream().filter(each -> !each.equals(file)).findFirst().orElseThrow();
    Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
    api.stop();

    try (LogLines log = LogLines.of(WarmStart.class);
        TestServer server = hasty()) {
      assertThat(ask(server, "web")).isEqualTo(NOT_READY);
      assertThat(log.lines())
          .containsExactly(
              "snapshot " + file + " is not used: it is of another cluster, or of other options");
    }
    try (TestServer server = server("namespaces app")) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
    }
  }

  @Test
  void ignoresWhatIsTooOld() throws IOException, CorefileException {
    KubernetesConfig config =
        KubernetesConfig.parse(
            TestServer.corefile(corefile()).blocks().getFirst().directives().getFirst(),
            Zones.ROOT);
    String identity =
        new Cluster.Key(config.source(), config.records(), config.snapshot()).identity();
    SnapshotFile file = SnapshotFile.in(folder, identity);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    api.stop();

    for (Instant when : List.of(now.minus(25, ChronoUnit.HOURS), now.plus(25, ChronoUnit.HOURS))) {
      file.write(when, List.of(new Namespace("app")));
      try (LogLines log = LogLines.of(WarmStart.class);
          TestServer server = hasty()) {
        assertThat(ask(server, "web")).isEqualTo(NOT_READY);
        assertThat(log.lines())
            .containsExactly(
                "snapshot " + file + " is not used: it is of " + when + ", too long ago");
      }
    }
    file.write(now.minus(23, ChronoUnit.HOURS), List.of(new Namespace("app")));
    try (TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo(STALE_NXDOMAIN);
    }
  }

  @Test
  void needsNoSnapshot() {
    try (LogLines log = LogLines.of(WarmStart.class);
        TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void goesOnWhereItCannotWrite() throws IOException {
    Path full = Files.createFile(folder.resolve("full")); // where a folder is expected
    String corefile = corefile().replace(folder.toString(), full.toString());

    try (LogLines log = LogLines.of(SnapshotKeeper.class);
        TestServer server = TestServer.start(CATALOG, corefile)) {
      Eventually.await(() -> !log.lines().isEmpty());
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("snapshot " + full)
          .contains(" cannot be written, trying again: ");
      service("web", "10.96.0.3");
      await(server, "web", "10.96.0.3");

      Files.delete(full);
    }
    api.stop();
    try (TestServer server = TestServer.start(CATALOG, corefile)) { // written at the end
      assertThat(ask(server, "web")).isEqualTo("10.96.0.3" + STALE);
    }
  }

  @Test
  void serversWithTheSameFolderDoNotDisturbEachOther() throws IOException {
    try (TestServer one = server();
        TestServer same = server();
        TestServer other = server("pods verified")) {
      for (TestServer server : List.of(one, same, other)) {
        assertThat(ask(server, "web")).isEqualTo("10.96.0.1");
      }
    }
    assertThat(snapshots()).hasSize(2);
    api.stop();
    try (LogLines log = LogLines.of(WarmStart.class);
        TestServer one = server();
        TestServer same = server();
        TestServer other = server("pods verified")) {
      for (TestServer server : List.of(one, same, other)) {
        assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
      }
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void blocksWithTheSameFolderDoNotDisturbEachOther() {
    String blocks = corefile() + corefile("ttl 60").replace(".:0", "example.org:0");
    try (TestServer server = TestServer.start(CATALOG, blocks)) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1");
    }
    api.stop();
    try (TestServer server = TestServer.start(CATALOG, blocks)) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
    }
  }

  @Test
  void aReloadWithOtherRecordsIsAWarmStart() {
    try (TestServer server = server()) {
      assertThat(ask(server, "web")).isEqualTo("10.96.0.1");
      Eventually.await(this::hasSnapshot);
      api.stop();

      server.reload(corefile("ttl 60"));

      assertThat(ask(server, "web")).isEqualTo("10.96.0.1" + STALE);
    }
  }
}
