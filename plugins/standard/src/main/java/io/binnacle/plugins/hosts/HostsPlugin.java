// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.hosts;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.watch.FileWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code hosts [FILE [ZONES...]] { ADDRESS NAME... ; … }}. */
public final class HostsPlugin implements Plugin {
  private static final Logger logger = LoggerFactory.getLogger(HostsPlugin.class);

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    HostsConfig config = HostsConfig.parse(directive, block.zones(), block::path);
    HostsHandler handler = new HostsHandler(config);
    HostsMetrics metrics = block.kept(HostsMetrics.class, HostsMetrics::new);
    block.use(handler);
    FileWatch watch =
        new FileWatch(
            config.file(),
            (file, modified) -> {
              handler.load(lines -> read(file, lines));
              metrics.counted(file, handler.size());
              metrics.read(modified);
            },
            logger);
    block.onStart(
        () -> {
          metrics.counted(config.file(), handler.size());
          watch.look();
          return watch.every(config.reload());
        });
  }

  private static void read(Path file, Consumer<HostLine> lines) throws IOException {
    List<Integer> strange = HostsFile.read(file, lines);
    if (!strange.isEmpty()) {
      logger.warn(
          "{}: {} lines are left out, the first of them line {}: not an address and names",
          file,
          strange.size(),
          strange.getFirst());
    }
  }
}
