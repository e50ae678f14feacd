// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Later;
import io.binnacle.plugin.Next;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;

/** {@code rewrite [continue|stop] RULE}. */
public final class RewritePlugin implements Plugin {
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    List<RewriteHandler.Step> steps = new ArrayList<>();
    directive.eachOccurrence(each -> steps.add(step(new Words(each.joined()), block)));
    RewriteHandler handler = new RewriteHandler(steps);
    block.use(handler);
    if (steps.stream()
        .anyMatch(step -> step.rule() instanceof ClassRule rule && rule.isForChaos())) {
      Chain rest = block.rest();
      block.useForChaos(handler);
      block.useForChaos(
          query -> query.dclass() == DClass.IN ? new Later(rest.run(query)) : Next.NEXT);
    }
  }

  private static RewriteHandler.Step step(Words words, Setup block) throws CorefileException {
    boolean goesOn = words.skip("continue");
    if (!goesOn) {
      words.skip("stop");
    }
    RewriteRule rule = RewriteRule.parse(words, block.server());
    words.end();
    return new RewriteHandler.Step(rule, !goesOn);
  }
}
