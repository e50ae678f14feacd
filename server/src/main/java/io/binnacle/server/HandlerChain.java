// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Chain;
import io.binnacle.plugin.Observer;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * The handlers of a server block, in their order.
 *
 * <p><i>Immutable.</i>
 */
final class HandlerChain implements Chain {
  /** No handlers: REFUSED. */
  static final HandlerChain EMPTY = new HandlerChain(List.of(), List.of());

  private final Station[] stations;
  private final Observer[] observers;

  HandlerChain(List<Station> stations, List<Observer> observers) {
    this.stations = stations.toArray(Station[]::new);
    this.observers = observers.toArray(Observer[]::new);
  }

  int length() {
    return stations.length;
  }

  Station station(int index) {
    return stations[index];
  }

  List<Observer> observers() {
    return List.of(observers);
  }

  /** Tells all observers how a query ended. */
  void answered(Query query, @Nullable Response response, String plugin) {
    for (Observer observer : observers) {
      observer.answered(query, response, plugin);
    }
  }

  /** Tells all observers that a handler or filter threw. */
  void threw() {
    for (Observer observer : observers) {
      observer.threw();
    }
  }

  /** Tells all observers that the listener has lost responses. */
  void lost(String server, int responses) {
    for (Observer observer : observers) {
      observer.lost(server, responses);
    }
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
