// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.k8s_external;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.kubernetes.KubernetesHandler;
import java.util.List;
import java.util.function.Supplier;

/**
 * The word {@code k8s_external}: names for the external addresses of the services that the {@code
 * kubernetes} of the same block knows.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class K8sExternalPlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    K8sExternalConfig config = K8sExternalConfig.parse(directive, block.zones());
    K8sExternalHandler handler = new K8sExternalHandler();
    Supplier<List<Setup.Named<KubernetesHandler>>> clusters =
        block.handlers(KubernetesHandler.class);
    block.use(handler);
    block.atEnd(
        () -> {
          if (clusters.get().isEmpty()) {
            throw directive.error("needs 'kubernetes' in the same server block");
          }
          KubernetesHandler cluster = clusters.get().getFirst().value();
          handler.lead(
              cluster.external(
                  config.zones(), config.external(), config.fallthrough(), block.server()));
        });
  }
}
