// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loop;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Forwarder;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code loop}. */
public final class LoopPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noArguments();
    directive.noBlock();
    FirstRound first = block.kept(FirstRound.class, _ -> new FirstRound());
    Patrol patrol = new Patrol(first, block.zones(), block.handlers(Forwarder.class));
    block.use(new LoopHandler(patrol));
    block.onStart(() -> patrol);
    block.afterStart(patrol::start);
  }
}
