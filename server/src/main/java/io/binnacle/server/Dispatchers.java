// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.ServerKey;
import io.binnacle.dns.Edns;
import io.binnacle.plugin.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.xbill.DNS.Name;

/**
 * Makes the dispatchers of a server's blocks: one for each address that is listened at.
 *
 * <p><i>Used at set-up only.</i>
 */
final class Dispatchers {
  private final Map<ListenAddress, Map<Name, ServerBlock>> served = new LinkedHashMap<>();
  private int routes;

  private Dispatchers() {}

  /** The dispatchers; the blocks' look-ups lead to them from now on. */
  static Map<ListenAddress, Dispatcher> of(List<ServerBlock> blocks) {
    Dispatchers made = new Dispatchers();
    blocks.forEach(made::add);
    Map<ListenAddress, Dispatcher> dispatchers = new LinkedHashMap<>();
    made.served.forEach(
        (address, byZone) -> dispatchers.put(address, made.dispatcher(address.label(), byZone)));
    for (ServerBlock block : blocks) {
      ListenAddress first = block.listenAddresses(block.keys().getFirst()).getFirst();
      block.server().lead(Objects.requireNonNull(dispatchers.get(first)));
    }
    return dispatchers;
  }

  private void add(ServerBlock block) {
    for (ServerKey key : block.keys()) {
      for (ListenAddress address : block.listenAddresses(key)) {
        served.computeIfAbsent(address, absent -> new LinkedHashMap<>()).put(key.zone(), block);
      }
    }
  }

  private Dispatcher dispatcher(String server, Map<Name, ServerBlock> byZone) {
    Map<Name, Destination> destinations = new LinkedHashMap<>();
    Map<Name, Destination> chaos = new LinkedHashMap<>();
    byZone.forEach(
        (zone, block) -> {
          Route route = route(server, zone.toString(), block.udpSize());
          block.routes().add(route);
          destinations.put(zone, new Destination(route, block.chain()));
          if (block.chaos().length() > 0) {
            chaos.put(zone, new Destination(route, block.chaos()));
          }
        });
    HandlerChain none =
        new HandlerChain(
            List.of(),
            byZone.values().stream()
                .flatMap(block -> block.chain().observers().stream())
                .distinct()
                .toList());
    Route dropped = route(server, Route.DROPPED, Edns.UDP_SIZE);
    return new Dispatcher(destinations, chaos, new Destination(dropped, none));
  }

  private Route route(String server, String zone, int udpSize) {
    return new Route(server, zone, "", routes++, udpSize);
  }
}
