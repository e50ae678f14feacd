// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.ready;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Ready;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.http.HttpEndpoints;

/** {@code ready [ADDRESS] { monitor until-ready|continuously }}. */
public final class ReadyPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    ReadyConfig config = ReadyConfig.parse(directive);
    Progress progress = block.kept(Progress.class, _ -> new Progress());
    Readiness readiness = block.shared(Readiness.class, () -> new Readiness(progress));
    readiness.watch(block.handlers(Ready.class), config.isContinuous());
    HttpEndpoints.serve(block, config.address(), "/ready", readiness::answer);
    block.afterStart(progress::serving);
    block.beforeStop(progress::stopping);
  }
}
