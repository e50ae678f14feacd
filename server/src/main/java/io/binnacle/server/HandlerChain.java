// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * The handlers of a server block, in their order.
 *
 * <p><i>Immutable.</i>
 */
final class HandlerChain implements Chain {
  private final Station[] stations;

  HandlerChain(List<Station> stations) {
    this.stations = stations.toArray(Station[]::new);
  }

  int length() {
    return stations.length;
  }

  Station station(int index) {
    return stations[index];
  }

  @Override
  public CompletionStage<Response> run(Query query) {
    return onLoop(query, ending -> new Exchange().run(this, query, ending));
  }

  /** How to send a query on its way. */
  @FunctionalInterface
  interface Start {
    void with(Ending ending);
  }

  /** Starts an exchange on the query's event loop, and its response as a stage. */
  static CompletionStage<Response> onLoop(Query query, Start start) {
    CompletableFuture<Response> result = new CompletableFuture<>();
    Ending ending =
        (asked, response) ->
            result.complete(response == null ? Response.error(Rcode.REFUSED) : response);
    if (query.loop().inEventLoop()) {
      start.with(ending);
    } else {
      query.loop().execute(() -> start.with(ending));
    }
    return result;
  }
}
