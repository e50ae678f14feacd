// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.shed;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code shed}. */
public final class ShedPlugin implements Plugin {
  /** How many queries of an event loop may wait: as many as a flood of a moment brings. */
  private static final int MOST_WAITING = 1024;

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noArguments();
    directive.noBlock();
    ShedMetrics metrics = block.kept(ShedMetrics.class, ShedMetrics::new);
    block.use(new ShedHandler(MOST_WAITING, metrics));
    block.observe(block.shared(Losses.class, () -> new Losses(metrics)));
  }
}
