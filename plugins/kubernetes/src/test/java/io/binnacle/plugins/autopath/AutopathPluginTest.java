// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.autopath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Problem;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AutopathPluginTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          autopath:io.binnacle.plugins.autopath.AutopathPlugin
          kubernetes:io.binnacle.plugins.kubernetes.KubernetesPlugin
          upstream:io.binnacle.plugins.kubernetes.UpstreamPlugin
          """);

  @TempDir Path folder;

  private TestServer server(String arguments) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("resolv.conf"), "nameserver 192.0.2.1\nsearch a.example Example.NET .");
    return TestServer.start(
        CATALOG, ".:0 {\nautopath %s\nupstream\n}", arguments.replace("FILE", file.toString()));
  }

  @Test
  void takesTheSearchListOfAFile() throws IOException {
    try (TestServer server = server("FILE")) {
      Message response = server.ask("www.a.example", Type.A);

      assertThat(response.getSection(Section.ANSWER).stream().map(r -> r.rdataToString()))
          .containsExactly("www.example.net.", "192.0.2.80");
      assertThat(server.ask("www.example.net.a.example", Type.AAAA).getSection(Section.ANSWER))
          .as("the name as it was given comes last")
          .hasSize(2);
      assertThat(server.ask("nosuch.a.example", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void keepsToItsZones() throws IOException {
    try (TestServer server = server("b.example FILE")) {
      assertThat(server.ask("www.a.example", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void warnsWhereNobodyCanBeKnown() throws CorefileException {
    assertThat(warnings("kubernetes cluster.local"))
        .containsExactly(
            "Corefile:2:1: autopath: '@kubernetes' knows no clients without 'pods verified'");
    assertThat(warnings("kubernetes cluster.local {\npods verified\n}")).isEmpty();
  }

  private static List<String> warnings(String kubernetes) throws CorefileException {
    String text = ".:0 {\nautopath @kubernetes\n" + kubernetes + "\n}";
    try (Server server = Server.build(TestServer.corefile(text), CATALOG)) {
      return server.warnings().stream().map(Problem::toString).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "             | 2:9: autopath: expected a file like /etc/resolv.conf or @kubernetes, found"
            + " end of line",
        "/nosuch/file | 2:10: autopath: cannot read '/nosuch/file': no such file",
        "..a @k       | 2:10: autopath: expected a zone, found '..a'",
        "@k8s         | 2:10: autopath: expected a plugin of this server block that knows search"
            + " paths, found '@k8s'",
        "@upstream    | 2:10: autopath: expected a plugin of this server block that knows search"
            + " paths, found '@upstream'",
      })
  void saysWhatIsWrong(@Nullable String arguments, String problem) {
    String line = arguments == null ? "autopath" : "autopath " + arguments;
    assertThatThrownBy(
            () ->
                Server.build(
                    TestServer.corefile(
                        ".:0 {\n" + line + "\nkubernetes cluster.local\nupstream\n}"),
                    CATALOG))
        .isInstanceOf(CorefileException.class)
        .hasMessage("Corefile:" + problem);
  }
}
