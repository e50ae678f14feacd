// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.bind;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code bind ADDRESS|INTERFACE... { except ADDRESS|INTERFACE... }}. */
public final class BindPlugin implements Plugin {
  private final Interfaces interfaces;

  /** A plugin that looks at this machine's interfaces. */
  public BindPlugin() {
    this(Interfaces.ofMachine());
  }

  BindPlugin(Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    directive.eachOccurrence(
        each -> addresses.addAll(BindConfig.parse(each, interfaces).addresses()));
    if (addresses.isEmpty()) { // to the server that would mean: all of them
      throw directive.error("expected an address to listen at, found that all are excepted");
    }
    block.listenOn(List.copyOf(addresses));
  }
}
