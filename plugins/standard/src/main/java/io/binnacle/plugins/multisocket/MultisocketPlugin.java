// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.multisocket;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code multisocket [N]}. */
public final class MultisocketPlugin implements Plugin {
  /** The most that CoreDNS takes. */
  static final int MOST = 1024;

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noBlock();
    directive.atMost(1);
    block.sockets(directive.has(0) ? directive.integer(0, "a number", 1, MOST) : MOST);
  }
}
