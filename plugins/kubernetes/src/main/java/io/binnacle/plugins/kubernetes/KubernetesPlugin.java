// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/**
 * The word {@code kubernetes}: names of the services, endpoints and pods of a cluster.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class KubernetesPlugin implements Plugin {
  private final Collection<InetAddress> own;

  /** A plugin of a server that others reach at the addresses that it listens at. */
  public KubernetesPlugin() {
    this(List.of());
  }

  /** A plugin of a server that others reach at these addresses. */
  KubernetesPlugin(Collection<InetAddress> own) {
    this.own = List.copyOf(own);
  }

  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    KubernetesConfig config = KubernetesConfig.parse(directive, block.zones());
    config.obsolete().forEach(option -> block.warn(option, "has no effect any more"));
    Clusters clusters = Clusters.of(block);
    Cluster cluster = clusters.named(config);
    OwnAddresses addresses = OwnAddresses.of(own.isEmpty() ? block.addresses() : own);
    block.use(new KubernetesHandler(config, cluster.index(), addresses, block.server()));
    block.onStart(
        () -> {
          addresses.read();
          return clusters.follow(cluster, config.startupTimeout());
        });
  }
}
