// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.local;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.List;

/** {@code local { localhost_prefix on|off }}. */
public final class LocalPlugin implements Plugin {
  private static final String ON = "on";
  private static final String OFF = "off";

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    LocalMetrics metrics = block.kept(LocalMetrics.class, LocalMetrics::new);
    block.use(new LocalHandler(hasPrefix(directive), metrics));
  }

  /** Whether all names that begin with {@code localhost} stand for this machine. */
  static boolean hasPrefix(Directive local) throws CorefileException {
    local.noArguments();
    var options = local.options();
    return options.done(options.word("localhost_prefix", ON, List.of(ON, OFF)).equals(ON));
  }
}
