// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.dns.ExtendedError;
import io.binnacle.dns.Question;
import io.binnacle.dns.ZoneTable;
import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
  private static final Response TOO_DEEP =
      Response.error(
          Rcode.SERVFAIL,
          new ExtendedError(ExtendedError.OTHER, "look-ups within look-ups go too deep"));

  private final ZoneTable<Zone> zones;
  private final ZoneTable<Destination> chaos;
  private final Destination none;

  /**
   * A zone that is served here.
   *
   * @param apexLength the length of its name in wire form
   * @param parent where the closest zone around it that is served here, too, leads to
   */
  private record Zone(int apexLength, Destination destination, @Nullable Destination parent) {}

  /**
   * @param destinations by zone
   * @param chaos the same for class CH
   * @param none what gets queries that no block is there for
   */
  Dispatcher(Map<Name, Destination> destinations, Map<Name, Destination> chaos, Destination none) {
    Map<Name, Zone> served = new LinkedHashMap<>();
    destinations.forEach(
        (apex, destination) ->
            served.put(apex, new Zone(apex.length(), destination, parent(apex, destinations))));
    this.zones = ZoneTable.of(served);
    this.chaos = ZoneTable.of(chaos);
    this.none = none;
  }

  /** The root does not count: in a Corefile it means everything else. */
  private static @Nullable Destination parent(Name apex, Map<Name, Destination> destinations) {
    return destinations.keySet().stream()
        .filter(other -> !other.equals(Name.root) && !other.equals(apex) && apex.subdomain(other))
        .max(Comparator.comparingInt(Name::labels))
        .map(destinations::get)
        .orElse(null);
  }

  /** Where queries with this question go. */
  Destination destination(Question question) {
    Destination found =
        switch (question.dclass()) {
          case DClass.IN -> internet(question);
          case DClass.CH -> chaos.longestMatch(question);
          default -> null;
        };
    return found == null ? none : found;
  }

  private @Nullable Destination internet(Question question) {
    Zone zone = zones.longestMatch(question);
    if (zone == null) {
      return null;
    }
    // RFC 4035, 3.1.4.1: DS belongs to the parent's side of a zone cut
    Destination parent = zone.parent();
    return parent != null
            && question.type() == Type.DS
            && question.nameLength() == zone.apexLength()
        ? parent
        : zone.destination();
  }

  /** The listener has lost responses. */
  void lost(int responses) {
    none.chain().lost(none.route().server(), responses); // all blocks here have observers there
  }

  /** A look-up within a look-up: the whole way again, to a bounded depth. */
  @Override
  public CompletionStage<Response> run(Query query) {
    if (query.depth() > Query.MAX_DEPTH) {
      return HandlerChain.onLoop(query, ending -> ending.end(query, TOO_DEEP));
    }
    Destination destination = destination(query.question());
    return destination.chain().run(query.on(destination.route(), System.nanoTime()));
  }
}
