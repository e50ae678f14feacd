// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.chaos;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code chaos [VERSION [AUTHOR...]]}. */
public final class ChaosPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    ChaosConfig config = ChaosConfig.parse(directive);
    block.useForChaos(new ChaosHandler(config, HostName.ofMachine()));
  }
}
