// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Block;
import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Problems;
import io.binnacle.corefile.Scheme;
import io.binnacle.corefile.ServerKey;
import io.binnacle.plugin.Plugin;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes server blocks of the Corefile's blocks. All directives are tried, and all problems kept.
 *
 * <p><i>Used at set-up only.</i>
 */
final class BlockBuilder {
  private final PluginCatalog catalog;
  private final ServerSetup server;
  private final Problems problems;

  BlockBuilder(PluginCatalog catalog, ServerSetup server, Problems problems) {
    this.catalog = catalog;
    this.server = server;
    this.problems = problems;
  }

  ServerBlock build(Block block) {
    for (ServerKey key : block.keys()) {
      if (key.scheme() != Scheme.DNS) {
        String scheme = key.scheme().word();
        problems.add(key.position(), "listeners for '" + scheme + "://' are not in Binnacle yet");
      }
    }
    BlockSetup setup = new BlockSetup(block.keys(), server);
    problems.attempt(() -> setUp(block, setup));
    return setup.build();
  }

  private void setUp(Block block, BlockSetup setup) throws CorefileException {
    Problems itsProblems = new Problems();
    List<String> order = catalog.names();
    Map<String, Directive> first = new LinkedHashMap<>();
    block.directives().forEach(directive -> first.putIfAbsent(directive.name(), directive));
    first.values().stream()
        .sorted(Comparator.comparingInt(directive -> order.indexOf(directive.name())))
        .forEach(directive -> itsProblems.attempt(() -> setUp(directive, setup)));
    itsProblems.throwIfAny();
    setup.complete();
  }

  private void setUp(Directive directive, BlockSetup setup) throws CorefileException {
    Plugin plugin = catalog.plugin(directive);
    if (!plugin.isRepeatable() && directive.occurrences().size() > 1) {
      throw directive.occurrences().get(1).error("may stand only once in a server block");
    }
    setup.enter(directive.name());
    plugin.setup(directive, setup);
  }
}
