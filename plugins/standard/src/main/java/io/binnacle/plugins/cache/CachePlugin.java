// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.cache;

import static java.util.stream.Collectors.joining;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.plugin.LiveZones;
import io.binnacle.plugin.PerRoute;
import io.binnacle.plugin.Plugin;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Setup;
import java.util.List;
import java.util.function.Supplier;
import org.xbill.DNS.Name;

/** {@code cache [TTL] [ZONES...] { … }}. */
public final class CachePlugin implements Plugin {
  @Override
  public void setup(Directive directive, Setup block) throws CorefileException {
    CacheConfig config = CacheConfig.parse(directive, block.zones());
    CacheMetrics metrics = block.kept(CacheMetrics.class, CacheMetrics::new);
    String zones = config.zones().names().stream().map(Name::toString).collect(joining(","));
    CacheHandler handler =
        new CacheHandler(
            config, block.rest(), new PerRoute<>(route -> metrics.meters(route, zones)));
    block.use(handler);

    KeptContents kept = block.kept(KeptContents.class, registry -> new KeptContents());
    Supplier<List<Route>> routes = block.routes();
    Supplier<List<Setup.Named<LiveZones>>> live = block.handlers(LiveZones.class);
    block.onStart(
        () -> {
          KeptContents.Lease lease = kept.lease(routes.get(), config);
          handler.start(lease.contents(), names(live.get()));
          return lease;
        });
  }

  private static List<Name> names(List<Setup.Named<LiveZones>> live) {
    return live.stream().flatMap(it -> it.value().liveZones().names().stream()).toList();
  }
}
