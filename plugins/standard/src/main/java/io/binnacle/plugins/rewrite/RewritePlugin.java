// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.ArrayList;
import java.util.List;

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
    block.use(new RewriteHandler(steps));
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
