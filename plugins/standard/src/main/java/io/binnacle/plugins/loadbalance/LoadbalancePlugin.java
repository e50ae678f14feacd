// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.watch.FileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code loadbalance [round_robin|weighted FILE] { reload DURATION ; prefer CIDR... }}. */
public final class LoadbalancePlugin implements Plugin {
  private static final Logger logger = LoggerFactory.getLogger(LoadbalancePlugin.class);

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    LoadbalanceConfig config = LoadbalanceConfig.parse(directive, block::path);
    block.useFilter(filter(config, block));
  }

  private static ResponseFilter filter(LoadbalanceConfig config, Setup block) {
    Path file = config.weights();
    if (file != null) {
      var weighted = new WeightedFirst(bound -> ThreadLocalRandom.current().nextInt(bound));
      block.onStart(() -> follow(file, config.reload(), weighted));
      return weighted;
    }
    return config.preferred().isEmpty()
        ? new RoundRobin()
        : new SubnetPreference(config.preferred());
  }

  /** Weights that will never come are a reason not to start. */
  private static AutoCloseable follow(Path file, Duration reload, WeightedFirst weighted)
      throws IOException {
    FileWatch watch =
        new FileWatch(
            file, (path, _) -> weighted.use(Weights.parse(Files.readAllLines(path))), logger);
    String problem = watch.look();
    if (!problem.isEmpty() && reload.isZero()) {
      throw new IOException(problem);
    }
    return watch.every(reload);
  }
}
