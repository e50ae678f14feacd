// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Problem;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RootTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          root:io.binnacle.plugins.root.RootPlugin
          reads:io.binnacle.plugins.root.RootTest$Reads
          """);

  private static final List<Path> paths = new ArrayList<>();

  /** Names a file. */
  public static final class Reads implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      paths.add(block.path(directive.arguments().getFirst().text()));
    }
  }

  @AfterEach
  void forget() {
    paths.clear();
  }

  private static Server build(String block) throws CorefileException {
    return Server.build(TestServer.corefile(".:0 {\n" + block + "\n}"), CATALOG);
  }

  @Test
  void relativePathsCountFromThere() throws Exception {
    build("reads a/b\nroot /etc/binnacle");

    assertThat(paths).containsExactly(Path.of("/etc/binnacle/a/b"));
  }

  @Test
  void absolutePathsStayAsTheyAre() throws Exception {
    build("root /etc/binnacle\nreads /a/b");

    assertThat(paths).containsExactly(Path.of("/a/b"));
  }

  @Test
  void withoutItTheyCountFromTheFolderOfTheProcess() throws Exception {
    build("reads a/b");

    assertThat(paths).containsExactly(Path.of("a/b"));
  }

  @Test
  void theLastOneCounts() throws Exception {
    build("root /one\nroot /other\nreads a");

    assertThat(paths).containsExactly(Path.of("/other/a"));
  }

  @Test
  void warnsOfAFolderThatIsNotThere() throws Exception {
    assertThat(build("root /nowhere").warnings())
        .extracting(Problem::toString)
        .containsExactly("Corefile:2:1: root: there is no folder /nowhere");
    assertThat(build("root /").warnings()).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(Directives.problems(() -> build("root")))
        .containsExactly("Corefile:2:5: root: expected a path, found end of line");
    assertThat(Directives.problems(() -> build("root /a /b\nroot /a {\n}")))
        .containsExactly(
            "Corefile:2:9: root: expected end of line, found '/b'",
            "Corefile:3:8: root: expected end of line, found '{'");
  }
}
