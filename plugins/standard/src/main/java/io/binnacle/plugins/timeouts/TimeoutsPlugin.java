// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.timeouts;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code timeouts { read|write|idle DURATION; maxtcpqueries N }}. */
public final class TimeoutsPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    block.limitStreams(TimeoutsConfig.parse(directive));
  }
}
