// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Scheme;
import io.binnacle.corefile.Upstream;
import io.binnacle.corefile.Zones;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of {@code forward FROM TO...}.
 *
 * <p><i>Immutable.</i>
 *
 * @param from the zone whose names are forwarded; several where an address prefix is written
 * @param to the upstreams in their order, no address or name twice
 */
record Targets(Zones from, List<Upstream> to) {
  static final Targets NONE = new Targets(Zones.NONE, List.of());

  private static final int MOST_WORDS = 15;

  static Targets parse(Directive forward) throws CorefileException {
    forward.argument(0, "a zone");
    Zones from = forward.zones(0, 1, Zones.NONE);
    Set<Scheme> schemes = Set.of(Scheme.DNS, Scheme.TLS, Scheme.HTTPS);
    Map<Object, Upstream> to = new LinkedHashMap<>();
    for (Upstream upstream : Upstream.list(forward, 1, schemes)) {
      to.putIfAbsent(place(upstream), upstream);
    }
    forward.atMost(1 + MOST_WORDS);
    return new Targets(from, List.copyOf(to.values()));
  }

  /** Two upstreams at one place are the same, and the first one counts. */
  private static Object place(Upstream upstream) {
    return upstream
        .address()
        .<Object>map(address -> new InetSocketAddress(address, upstream.port()))
        .orElseGet(() -> upstream.host().toLowerCase(Locale.ROOT) + ":" + upstream.port());
  }

  boolean hasEncrypted() {
    return to.stream().anyMatch(upstream -> upstream.scheme() != Scheme.DNS);
  }

  boolean hasServerName() {
    return to.stream().anyMatch(upstream -> upstream.serverName().isPresent());
  }
}
