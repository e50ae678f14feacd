// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.prometheus;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Handler;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.http.HttpEndpoints;

/** {@code prometheus [ADDRESS] { runtime_metrics }}. */
public final class PrometheusPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    PrometheusConfig config = PrometheusConfig.parse(directive);
    ProcessMetrics process = block.kept(ProcessMetrics.class, ProcessMetrics::new);
    RequestMetrics requests = block.kept(RequestMetrics.class, RequestMetrics::new);
    HttpEndpoints.serve(block, config.address(), "/metrics", process::expose);
    block.observe(block.shared(RequestObserver.class, () -> new RequestObserver(requests)));

    EnabledPlugins enabled =
        block.shared(EnabledPlugins.class, () -> new EnabledPlugins(process.enabled()));
    enabled.add(block.routes(), block.handlers(Handler.class));
    block.afterStart(enabled::publish);
    if (config.hasRuntimeMetrics()) {
      block.afterStart(process::addRuntimeMetrics);
    }
  }
}
