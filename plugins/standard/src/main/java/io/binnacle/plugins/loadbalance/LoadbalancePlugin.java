// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.ResponseFilter;
import io.binnacle.plugin.Setup;

/** {@code loadbalance [round_robin] { prefer CIDR... }}. */
public final class LoadbalancePlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    LoadbalanceConfig config = LoadbalanceConfig.parse(directive);
    ResponseFilter filter =
        config.preferred().isEmpty() ? new RoundRobin() : new SubnetPreference(config.preferred());
    Next next = Next.then(filter);
    block.use(query -> next);
  }
}
