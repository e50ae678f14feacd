// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Outcome;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.http.HttpAnswer;
import io.binnacle.plugins.http.HttpProbe;
import io.binnacle.server.PluginCatalog;
import io.binnacle.testing.FreePort;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadyTest {
  private static final PluginCatalog CATALOG =
      PluginCatalog.parse(
          """
          ready:io.binnacle.plugins.ready.ReadyPlugin
          slow:io.binnacle.plugins.ready.ReadyTest$Slow
          """);

  private static final AtomicBoolean IS_READY = new AtomicBoolean();
  private static final AtomicReference<HttpAnswer> AT_STOP = new AtomicReference<>();

  /** Is ready when it is told, and asks until it hears of the stop. */
  public static final class Slow implements Plugin, Handler, Ready {
    @Override
    public void setup(Directive directive, Setup block) throws CorefileException {
      int port = directive.integer(0, "a port", 1, 65535);
      block.use(this);
      block.beforeStop(
          () -> {
            do {
              AT_STOP.set(get(port));
            } while (AT_STOP.get().equals(HttpAnswer.OK));
          });
    }

    @Override
    public Outcome handle(Query query) {
      return Next.NEXT;
    }

    @Override
    public boolean isReady() {
      return IS_READY.get();
    }
  }

  private static HttpAnswer get(int port) {
    try {
      return HttpProbe.get(port, "/ready");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isReadyFromWhenThePluginsAreToTheStop() throws Exception {
    int port = FreePort.find();

    try (var _ = TestServer.start(CATALOG, ".:0 {\n ready 127.0.0.1:%d\n slow %d\n}", port, port)) {
      assertThat(get(port)).isEqualTo(HttpAnswer.unavailable("slow"));
      IS_READY.set(true);
      assertThat(get(port)).isEqualTo(HttpAnswer.OK);
    }

    assertThat(AT_STOP).hasValue(HttpAnswer.unavailable("Shutting down"));
  }
}
