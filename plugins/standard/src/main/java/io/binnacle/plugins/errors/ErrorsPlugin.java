// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.errors;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code errors [stdout] { stacktrace ; consolidate DURATION REGEXP [LEVEL] [show_first] }}. */
public final class ErrorsPlugin implements Plugin {
  private static final Logger logger = LoggerFactory.getLogger(ErrorsPlugin.class);

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    ErrorsConfig config = ErrorsConfig.parse(directive);
    ErrorLog log = (level, line, thrown) -> logger.atLevel(level).setCause(thrown).log(line);
    SummaryTimer timer = new SummaryTimer();
    block.useFilter(new ErrorsFilter(config, log, timer));
    if (!config.patterns().isEmpty()) {
      block.onStart(() -> timer::close);
    }
  }
}
