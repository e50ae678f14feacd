// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.log;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code log [NAME...] [FORMAT] { class CLASS... }}. */
public final class LogPlugin implements Plugin {
  /** Named for what it prints, so that its lines have no plugin's prefix. */
  private static final Logger QUERIES = LoggerFactory.getLogger("io.binnacle.queries");

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    List<LogRule> rules = new ArrayList<>();
    directive.eachOccurrence(each -> rules.add(LogRule.parse(each)));
    block.use(new LogHandler(rules, QUERIES::info, System::nanoTime));
  }
}
