// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.plugins.kubernetes.KubernetesCases.Case;
import io.binnacle.plugins.kubernetes.KubernetesCases.Correction;
import io.binnacle.plugins.kubernetes.KubernetesCases.Expected;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.testing.FakeApiServer;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Questions about a cluster, asked of whole servers: what CoreDNS answered is expected, or else
 * what is right, as {@code kubernetes-corrections.yaml} says with the reason.
 */
class KubernetesCasesTest {
  /** The address of the pod in {@code kubernetes-client.yaml}. */
  private static final InetAddress POD = InetAddress.ofLiteral("127.0.0.9");

  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          autopath:io.binnacle.plugins.autopath.AutopathPlugin
          k8s_external:io.binnacle.plugins.k8s_external.K8sExternalPlugin
          kubernetes:io.binnacle.plugins.kubernetes.PodServerPlugin
          upstream:io.binnacle.plugins.kubernetes.UpstreamPlugin
          """);

  private static final Map<Integer, Correction> CORRECTIONS = KubernetesCases.corrections();
  private static final Map<String, TestServer> SERVERS = new HashMap<>();
  private static FakeApiServer apiServer;

  static Stream<Case> cases() {
    return KubernetesCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersFromManifests(Case each) throws IOException {
    answers(each, "manifests %s %s".formatted(KubernetesCases.cluster(), KubernetesCases.client()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersFromApiServer(Case each) throws IOException {
    answers(each, "endpoint " + apiServer.uri());
  }

  private static void answers(Case each, String source) throws IOException {
    // The cases of U are about an API server that is not there
    String itsSource = each.config().equals("U") ? "endpoint http://127.0.0.1:1" : source;
    TestServer server =
        SERVERS.computeIfAbsent(each.config() + itsSource, _ -> server(each.config(), itsSource));

    DnsClient client = each.isFromPod() ? server.tcp().from(POD) : server.tcp();

    Message response = client.ask(each.name(), Type.value(each.type()));

    assertThat(rendered(response)).isEqualTo(rendered(right(each)));
    assertThat(response.getSection(Section.ANSWER))
        .as("the letters of the question come back")
        .allSatisfy(record -> assertThat(echoes(record, each.name())).isTrue());
  }

  @Test
  void asksAllCases() {
    assertThat(cases()).hasSize(269).extracting(Case::id).doesNotHaveDuplicates();
  }

  @Test
  void correctsOnlyWhatDiffers() {
    assertThat(KubernetesCases.all())
        .filteredOn(each -> CORRECTIONS.containsKey(each.id()))
        .hasSameSizeAs(CORRECTIONS.keySet())
        .allSatisfy(
            each -> assertThat(rendered(right(each))).isNotEqualTo(rendered(each.expected())));
    assertThat(CORRECTIONS.values())
        .allSatisfy(correction -> assertThat(correction.reason()).isNotBlank());
  }

  private static Expected right(Case each) {
    Correction correction = CORRECTIONS.get(each.id());
    return correction == null ? each.expected() : correction.of(each.expected());
  }

  @BeforeAll
  static void start() throws IOException {
    apiServer = FakeApiServer.start();
    apiServer.apply(Files.readString(KubernetesCases.cluster()));
    apiServer.apply(Files.readString(KubernetesCases.client()));
  }

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(TestServer::close);
    SERVERS.clear();
    apiServer.close();
  }

  /** A server of a configuration, whose zone files are those of one upstream. */
  private static TestServer server(String config, String source) {
    String directives =
        KubernetesCases.config(config)
            .replaceAll("(?s)(transfer|hosts) \\{.*?\n\\}", "")
            .replaceAll("file .*", "")
            .replaceAll("endpoint .*", source);
    return TestServer.start(CATALOG, ".:0 {\n%s\nupstream\n}\n", directives);
  }

  private static boolean echoes(Record record, String name) {
    String owner = record.getName().toString();
    return !owner.equalsIgnoreCase(name) || owner.equals(name);
  }

  private static Map<String, Object> rendered(Message response) {
    return rendered(
        Rcode.string(response.getRcode()),
        response.getHeader().getFlag(Flags.AA),
        records(response, Section.ANSWER),
        records(response, Section.AUTHORITY),
        records(response, Section.ADDITIONAL));
  }

  private static Map<String, Object> rendered(Expected expected) {
    return rendered(
        expected.rcode(),
        expected.isAuthoritative(),
        expected.answer(),
        expected.authority(),
        expected.additional());
  }

  /** Names are compared without case, since RFC 4343 does so; serials count for nothing. */
  private static Map<String, Object> rendered(
      String rcode,
      boolean isAuthoritative,
      List<String> answer,
      List<String> authority,
      List<String> additional) {
    Map<String, Object> rendered = new TreeMap<>();
    rendered.put("rcode", rcode);
    rendered.put("authoritative", isAuthoritative);
    Map.of("answer", answer, "authority", authority, "additional", additional)
        .forEach(
            (section, records) ->
                rendered.put(
                    section,
                    records.stream()
                        .map(KubernetesCasesTest::comparable)
                        .collect(Collectors.toCollection(TreeSet::new))));
    return rendered;
  }

  private static String comparable(String record) {
    return record.toLowerCase(Locale.ROOT).replaceFirst("( in soa \\S+ \\S+) \\S+", "$1 <serial>");
  }

  private static List<String> records(Message message, int section) {
    return message.getSection(section).stream()
        .map(
            record ->
                "%s %d IN %s %s"
                    .formatted(
                        record.getName(),
                        record.getTTL(),
                        Type.string(record.getType()),
                        rdata(record)))
        .toList();
  }

  /** As CoreDNS writes it: IPv6 addresses after RFC 5952, texts in quotes. */
  private static String rdata(Record record) {
    return switch (record) {
      case AAAARecord aaaa -> IpAddress.of(aaaa.getAddress()).text();
      case TXTRecord txt -> '"' + String.join("\" \"", txt.getStrings()) + '"';
      default -> record.rdataToString();
    };
  }
}
