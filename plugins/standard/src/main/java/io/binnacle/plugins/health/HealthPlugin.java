// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.http.HttpEndpoints;

/** {@code health [ADDRESS] { lameduck DURATION [GRACE] }}. */
public final class HealthPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    HealthConfig config = HealthConfig.parse(directive);
    HttpEndpoints.serve(block, config.address(), "/health", new Pulse(block.loops())::answer);
    HealthMetrics metrics = block.kept(HealthMetrics.class, HealthMetrics::new);
    block.onStart(() -> new SelfCheck(config.address(), metrics).start());
    if (config.lameduck().quiet().isPositive()) {
      block.beforeStop(
          new Lameduck(config.lameduck(), block.silence(), System::nanoTime, Thread::sleep));
    }
  }
}
