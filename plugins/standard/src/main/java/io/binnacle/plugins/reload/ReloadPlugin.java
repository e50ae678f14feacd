// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.reload;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Reloader;
import io.binnacle.plugin.Setup;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code reload [INTERVAL [JITTER]]}. */
public final class ReloadPlugin implements Plugin {
  private static final Logger logger = LoggerFactory.getLogger(ReloadPlugin.class);

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    ReloadConfig config = ReloadConfig.parse(directive);
    block
        .shared(CorefileWatch.class, () -> watch(block))
        .every(config.period(ThreadLocalRandom.current()));
  }

  /** One for all blocks. */
  private static CorefileWatch watch(Setup block) {
    Reloader reloader = block.reloader();
    CorefileWatch watch = new CorefileWatch(reloader::reloadIfChanged);
    block.onStart(watch::start);
    block.afterStart(() -> logger.info("Running configuration SHA512 = {}", reloader.hash()));
    return watch;
  }
}
