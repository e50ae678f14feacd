// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The word {@code bind} of the tests: 127.0.0.1. */
public final class LoopbackPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noArguments();
    try {
      block.listenOn(List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has four bytes", e);
    }
  }
}
