// SPDX-License-Identifier: Apache-2.0
package io.binnacle.jmh;

import static java.util.Objects.requireNonNull;

import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.server.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lets benchmarks ask a server without a client.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class Inside implements Plugin {
  private static volatile @Nullable Chain server;

  /** All plugins, and this one as {@code inside}. */
  static PluginCatalog catalog() throws IOException {
    String all = Files.readString(Path.of(System.getProperty("project"), "conf/plugin.cfg"));
    return PluginCatalog.parse("inside:" + Inside.class.getName() + "\n" + all);
  }

  /** The chain of the server that was set up last. */
  static Chain server() {
    return requireNonNull(server);
  }

  @Override
  public void setup(Directive directive, Setup block) {
    server = block.server();
  }
}
