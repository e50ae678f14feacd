// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.forward;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.Scheme;
import io.binnacle.corefile.Upstream;
import io.binnacle.corefile.Zones;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The arguments of {@code forward FROM TO...}.
 *
 * <p><i>Immutable.</i>
 *
 * @param from the zone whose names are forwarded; several where an address prefix is written
 * @param to the upstreams in their order, none twice
 */
record Targets(Zones from, List<InetSocketAddress> to) {
  static final Targets NONE = new Targets(Zones.NONE, List.of());

  private static final int MOST_WORDS = 15;

  static Targets parse(Directive forward) throws CorefileException {
    forward.argument(0, "a zone");
    Zones from = forward.zones(0, 1, Zones.NONE);
    Set<Scheme> schemes = Set.of(Scheme.DNS, Scheme.TLS, Scheme.HTTPS);
    Set<InetSocketAddress> to = new LinkedHashSet<>();
    for (Upstream upstream : Upstream.list(forward, 1, schemes)) {
      to.add(socketAddress(forward, upstream));
    }
    forward.atMost(1 + MOST_WORDS);
    return new Targets(from, List.copyOf(to));
  }

  private static InetSocketAddress socketAddress(Directive forward, Upstream upstream)
      throws CorefileException {
    String found = ", found '" + upstream.host() + "'";
    if (upstream.scheme() != Scheme.DNS) {
      String scheme = upstream.scheme().word();
      throw forward.error("upstreams over " + scheme + " are not in Binnacle yet" + found);
    }
    return upstream
        .address()
        .map(address -> new InetSocketAddress(address, upstream.port()))
        .orElseThrow(() -> forward.error("upstreams by host name are not in Binnacle yet" + found));
  }
}
