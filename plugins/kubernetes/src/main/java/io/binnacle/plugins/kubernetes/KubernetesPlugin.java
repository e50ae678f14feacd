// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Setup;
import io.binnacle.plugins.kubernetes.cluster.ClusterFeed;
import io.binnacle.plugins.kubernetes.records.RecordIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The word {@code kubernetes}: names of the services, endpoints and pods of a cluster.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class KubernetesPlugin implements Plugin {
  private static final Logger logger = LoggerFactory.getLogger(KubernetesPlugin.class);

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
    RecordIndex index =
        new RecordIndex(config.records(), config.selection().kinds(), InstantSource.system());
    OwnAddresses addresses = OwnAddresses.of(own.isEmpty() ? block.addresses() : own);
    block.use(new KubernetesHandler(config, index, addresses, block.server()));
    block.onStart(
        () -> {
          addresses.read();
          return feed(config, index);
        });
  }

  /** Starts to feed the index, and waits for it to be synced, though not for long. */
  private static ClusterFeed feed(KubernetesConfig config, RecordIndex index)
      throws IOException, InterruptedException, ExecutionException {
    ClusterFeed feed = config.source().start(index);
    try {
      feed.synced()
          .toCompletableFuture()
          .get(config.startupTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      logger.warn("starting without the whole cluster; waiting for {}", feed.waitingFor());
    } catch (ExecutionException | InterruptedException e) {
      feed.close();
      throw e;
    }
    return feed;
  }
}
