// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.acl;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.ArrayList;
import java.util.List;

/** {@code acl [ZONES...] { ACTION [type QTYPE...] [net SOURCE...] }}. */
public final class AclPlugin implements Plugin {
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    List<Rule> rules = new ArrayList<>();
    directive.eachOccurrence(acl -> rules.add(Rule.parse(acl, block.zones())));
    block.use(new AclHandler(rules, block.kept(AclMetrics.class, AclMetrics::new)));
  }
}
