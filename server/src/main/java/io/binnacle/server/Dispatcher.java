// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * The server blocks that listen at one address, by zone: the block of the longest zone that the
 * name is in gets the query.
 *
 * <p><i>Immutable.</i>
 */
final class Dispatcher implements Chain {
  private static final HandlerChain NO_BLOCK = new HandlerChain(List.of()); // REFUSED

  private static final Response TOO_DEEP =
      Response.error(
          Rcode.SERVFAIL,
          new ExtendedError(ExtendedError.OTHER, "look-ups within look-ups go too deep"));

  private final ZoneTable<Zone> zones;

  /**
   * A zone that is served here.
   *
   * @param apexLength the length of its name in wire form
   * @param parent the chain of the closest zone around it that is served here, too
   */
  private record Zone(int apexLength, HandlerChain chain, @Nullable HandlerChain parent) {}

  Dispatcher(Map<Name, HandlerChain> chains) {
    Map<Name, Zone> served = new LinkedHashMap<>();
    chains.forEach(
        (apex, chain) -> served.put(apex, new Zone(apex.length(), chain, parent(apex, chains))));
    zones = ZoneTable.of(served);
  }

  /** The root does not count: in a Corefile it means everything else. */
  private static @Nullable HandlerChain parent(Name apex, Map<Name, HandlerChain> chains) {
    return chains.keySet().stream()
        .filter(other -> !other.equals(Name.root) && !other.equals(apex) && apex.subdomain(other))
        .max(Comparator.comparingInt(Name::labels))
        .map(chains::get)
        .orElse(null);
  }

  /** Sends a query of a client on its way. */
  void run(Query query, Exchange exchange, Ending ending) {
    exchange.run(chainFor(query), query, ending);
  }

  /** A look-up within a look-up: the whole way again, to a bounded depth. */
  @Override
  public CompletionStage<Response> run(Query query) {
    if (query.depth() > Query.MAX_DEPTH) {
      return HandlerChain.onLoop(query, ending -> ending.end(query, TOO_DEEP));
    }
    return chainFor(query).run(query);
  }

  private HandlerChain chainFor(Query query) {
    Zone zone = query.dclass() == DClass.IN ? zones.longestMatch(query.question()) : null;
    if (zone == null) {
      return NO_BLOCK;
    }
    // RFC 4035, 3.1.4.1: DS belongs to the parent's side of a zone cut
    HandlerChain parent = zone.parent();
    return parent != null
            && query.type() == Type.DS
            && query.question().nameLength() == zone.apexLength()
        ? parent
        : zone.chain();
  }
}
