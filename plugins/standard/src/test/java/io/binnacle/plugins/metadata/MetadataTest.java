// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.metadata;

import static io.binnacle.testing.FakeUpstream.Behaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Names;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import io.binnacle.server.Server;
import io.binnacle.testing.Directives;
import io.binnacle.testing.FakeUpstream;
import io.binnacle.testing.LogLines;
import io.binnacle.testing.Queries;
import io.binnacle.testing.TestServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Type;

class MetadataTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          metadata:io.binnacle.plugins.metadata.MetadataPlugin
          log:io.binnacle.plugins.log.LogPlugin
          renaming:io.binnacle.plugins.metadata.MetadataTest$Renaming
          forward:io.binnacle.plugins.forward.ForwardPlugin
          """);

  @RegisterExtension private final LogLines log = LogLines.ofQueries();

  /** Asks for another name, and knows the one that came. */
  public static final class Renaming implements Plugin, Handler, Names {
    @Override
    public void setup(Directive directive, Setup block) {
      block.use(this);
    }

    @Override
    public Outcome handle(Query query) {
      return Next.as(query.withName(Queries.name("renamed.example.org")));
    }

    @Override
    public @Nullable String value(Query query, String label) {
      return switch (label) {
        case "renaming/from" -> query.name().toString();
        case "renaming/empty" -> "";
        default -> null;
      };
    }
  }

  @Test
  void valuesArriveWhereSomebodyAsks() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server =
            TestServer.start(
                CATALOG,
                """
                .:0 {
                  metadata example.org
                  log . "{/renaming/from} {/renaming/empty} {/renaming/other} {/forward/upstream}"
                  renaming
                  forward . %s
                }
                """,
                upstream)) {
      server.ask("www.example.org", Type.A);
      server.ask("www.example.net", Type.A);

      assertThat(log.lines()).containsExactly("www.example.org. - - " + upstream, "- - - -");
    }
  }

  @Test
  void theZonesOfTheBlockAreTheDefault() throws Exception {
    try (var upstream = FakeUpstream.start(answer("192.0.2.1"));
        var server =
            TestServer.start(
                CATALOG,
                """
                example.org:0 {
                  metadata
                  log . "{/renaming/from} {/log/type} {/log/class}"
                  renaming
                  forward . %s
                }
                """,
                upstream)) {
      server.ask("www.example.org", Type.A);

      assertThat(log.lines()).containsExactly("www.example.org. NOERROR success");
    }
  }

  @Test
  void saysWhatIsWrong() throws CorefileException {
    assertThat(problems("metadata {\n a\n}"))
        .containsExactly("Corefile:2:9: metadata: expected end of line, found '{'");
    assertThat(problems("metadata\nmetadata"))
        .containsExactly("Corefile:3:1: metadata: may stand only once in a server block");
  }

  private static List<String> problems(String directives) {
    return Directives.problems(
        () -> {
          Server.build(TestServer.corefile(".:0 {\n" + directives + "\n}"), CATALOG).close();
        });
  }
}
