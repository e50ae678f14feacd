// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.metadata;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.dns.WireName;
import io.binnacle.plugin.Names;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.List;

/** {@code metadata [ZONES...]}. */
public final class MetadataPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    directive.noBlock();
    List<byte[]> zones =
        directive.zones(0, block.zones()).names().stream().map(WireName::lowerCased).toList();
    block.use(new MetadataHandler(zones, block.handlers(Names.class)));
  }
}
