// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.debug;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code debug}. */
public final class DebugPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noArguments();
    directive.noBlock();
    block.debug();
  }
}
