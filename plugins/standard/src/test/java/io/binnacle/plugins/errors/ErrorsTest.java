// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.LogLines;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ErrorsTest {
  @RegisterExtension private final LogLines log = LogLines.of(ErrorsPlugin.class);

  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          errors:io.binnacle.plugins.errors.ErrorsPlugin
          failing:io.binnacle.plugins.errors.ErrorsTest$Failing
          """);

  /** Throws for names below bug, fails later for others. */
  public static final class Failing implements Plugin {
    @Override
    public void setup(Directive directive, Setup block) {
      block.use(
          query -> {
            if (query.name().toString().startsWith("bug.")) {
              throw new IllegalStateException("no zone");
            }
            return new Later(CompletableFuture.failedFuture(new IOException("time-out")));
          });
    }
  }

  @Test
  void logsOneLineForEachFailure() throws Exception {
    try (var server =
        TestServer.start(
            CATALOG,
            """
            .:0 {
              errors {
                consolidate 1h ^time
              }
              failing
            }
            """)) {
      assertThat(server.ask("bug.example.org", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(server.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    assertThat(log.lines())
        .containsExactly(
            "2 bug.example.org. A: IllegalStateException: no zone",
            "1 errors like '^time' occurred in last 1h0m0s");
  }
}
