// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.template;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.ArrayList;
import java.util.List;

/** {@code template CLASS TYPE [ZONES...] { match REGEXP... ; answer RR... ; … }}. */
public final class TemplatePlugin implements Plugin {
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    List<Rule> rules = new ArrayList<>();
    directive.eachOccurrence(
        each ->
            rules.add(
                RuleReader.read(
                    each, block.zones(), option -> block.warn(option, "has no effect any more"))));
    TemplateMetrics metrics = block.kept(TemplateMetrics.class, TemplateMetrics::new);
    block.use(new TemplateHandler(rules, new Aliases(block.server()), metrics));
  }
}
