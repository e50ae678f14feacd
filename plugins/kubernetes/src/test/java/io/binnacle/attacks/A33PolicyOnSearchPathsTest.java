// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A33: a name that is forbidden is asked for by another name, which leads there. */
class A33PolicyOnSearchPathsTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          autopath:io.binnacle.plugins.autopath.AutopathPlugin
          acl:io.binnacle.attacks.A33PolicyOnSearchPathsTest$Forbidding
          upstream:io.binnacle.plugins.kubernetes.UpstreamPlugin
          """);

  @TempDir Path folder;

  private TestServer server(String forbidden) throws IOException {
    Path file = Files.writeString(folder.resolve("resolv.conf"), "search a.example example.net");
    return TestServer.start(
        CATALOG, ".:0 {\nautopath %s\nacl %s\nupstream\n}", file.toString(), forbidden);
  }

  @Test
  void policyComesBelowSearchPaths() {
    List<String> order = PluginCatalog.packed().names();

    assertThat(order.subList(0, order.indexOf("autopath"))).doesNotContain("acl", "cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.a.example", "WWW.A.Example", "www.example.net.a.example"})
  void aForbiddenNameIsNotReachedByASearchPath(String name) throws IOException {
    try (TestServer server = server("www.example.net")) {
      assertThat(server.ask(name, Type.A).getSection(Section.ANSWER)).isEmpty();
      assertThat(server.ask(name, Type.TXT).getSection(Section.ANSWER)).isEmpty();
    }
  }

  @Test
  void aForbiddenNameDoesNotLeadAnywhere() throws IOException {
    try (TestServer server = server("www.a.example")) {
      assertThat(server.ask("www.a.example", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    }
  }

  /** The word {@code acl} of this test: refuses one name. */
  public static final class Forbidding implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      Name forbidden = directive.zones(0).names().getFirst();
      block.use(
          query -> query.name().equals(forbidden) ? Response.error(Rcode.REFUSED) : Next.NEXT);
    }
  }
}
