// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Problems;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code forward FROM TO... { … }}. */
public final class ForwardPlugin implements Plugin {
  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    var problems = new Problems();
    List<ForwardConfig> configs = new ArrayList<>();
    for (Directive each : directive.occurrences()) {
      problems.attempt(() -> configs.add(ForwardConfig.parse(each, block::path)));
    }
    problems.throwIfAny();
    for (ForwardHandler handler : handlers(configs, block)) {
      block.use(handler);
      block.onStart(handler::open);
    }
  }

  /** Handlers in the order of the Corefile, each of which knows the one behind it. */
  private static List<ForwardHandler> handlers(List<ForwardConfig> configs, Setup block) {
    ForwardMetrics metrics = block.kept(ForwardMetrics.class, ForwardMetrics::new);
    List<ForwardHandler> handlers = new ArrayList<>();
    @Nullable ForwardHandler behind = null;
    for (ForwardConfig config : configs.reversed()) {
      behind = new ForwardHandler(config, behind, metrics, block.anyLoop());
      handlers.addFirst(behind);
    }
    return handlers;
  }
}
