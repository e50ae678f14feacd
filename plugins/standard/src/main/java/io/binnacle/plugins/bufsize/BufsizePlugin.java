// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bufsize;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.dns.Edns;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;

/** {@code bufsize [SIZE]}: how long UDP responses may be, in bytes. */
public final class BufsizePlugin implements Plugin {
  private static final int SMALLEST = 512;
  private static final int LARGEST = 4096;

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noBlock();
    directive.atMost(1);
    block.udpSize(
        directive.has(0)
            ? directive.integer(0, "a number of bytes", SMALLEST, LARGEST)
            : Edns.UDP_SIZE);
  }
}
