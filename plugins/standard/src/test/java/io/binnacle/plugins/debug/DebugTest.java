// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DebugTest {
  private static Server build(String text) throws CorefileException {
    return Server.build(TestServer.corefile(text), PluginCatalog.packed());
  }

  @Test
  void isForTheWholeServer() throws Exception {
    assertThat(build("example.org {\n}\nexample.net {\n debug\n}").isDebug()).isTrue();
    assertThat(build("example.org {\n}").isDebug()).isFalse();
  }

  @Test
  void followsTheCorefile() {
    Logger ours = LoggerFactory.getLogger("io.binnacle");
    try (TestServer server = TestServer.start(". {\n whoami\n}")) {
      server.reload(". {\n whoami\n debug\n}");
      assertThat(ours.isDebugEnabled()).isTrue();

      server.reload(". {\n whoami\n}");
      assertThat(ours.isDebugEnabled()).isFalse();
    }
  }

  @Test
  void takesNoArgumentsAndNoBlock() {
    assertThat(Directives.problems(() -> build(". {\n debug all\n}")))
        .containsExactly("Corefile:2:8: debug: expected end of line, found 'all'");
    assertThat(Directives.problems(() -> build(". {\n debug {\n }\n}")))
        .containsExactly("Corefile:2:7: debug: expected end of line, found '{'");
  }
}
