// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.dns.QueryParser;
import io.binnacle.dns.ResponseWriter;
import io.binnacle.plugin.Client;
import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.WireResponse;
import io.binnacle.transport.MessageReceiver;
import io.binnacle.transport.ResponseSink;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * Turns messages into queries and responses into messages, for one listener on one event loop.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class LoopReceiver implements MessageReceiver {
  private final EventLoop loop;
  private final Dispatcher dispatcher;
  private final QueryParser parser = new QueryParser();
  private final ResponseWriter writer = new ResponseWriter();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private Turn idle = new Turn();
  private int inFlight;
  private boolean isLast;
  private long lastMessage = System.nanoTime();

  LoopReceiver(EventLoop loop, Dispatcher dispatcher) {
    this.loop = loop;
    this.dispatcher = dispatcher;
  }

  /** When the last message came, by {@link System#nanoTime}. To be called by any thread. */
  CompletableFuture<Long> lastMessage() {
    return CompletableFuture.supplyAsync(() -> lastMessage, loop);
  }

  /**
   * Done when each query taken has had its response; no more may come. To be called by any thread.
   */
  CompletableFuture<Void> drained() {
    loop.execute(
        () -> {
          isLast = true;
          checkDrained();
        });
    return drained;
  }

  private void checkDrained() {
    if (isLast && inFlight == 0) {
      drained.complete(null);
    }
  }

  @Override
  public void received(
      byte[] message, int length, Client client, long now, ResponseSink responses) {
    lastMessage = now;
    switch (parser.parse(message, length)) {
      case ACCEPTED -> answer(length, client, now, responses);
      case IGNORED -> responses.drop(client);
      case FORMERR -> sendError(Rcode.FORMERR, client, responses);
      case NOTIMP -> sendError(Rcode.NOTIMP, client, responses);
      case BADVERS ->
          send(
              Query.of(parser, length, client, Route.NONE, 0),
              Response.error(Rcode.BADVERS),
              responses);
    }
  }

  @Override
  public void lost(int responses) {
    dispatcher.lost(responses);
  }

  private void answer(int length, Client client, long now, ResponseSink responses) {
    Destination destination = dispatcher.destination(parser.question());
    Query query = Query.of(parser, length, client, destination.route(), now);
    Turn turn = idle;
    turn.responses = responses;
    inFlight++;
    turn.exchange.run(destination.chain(), query, turn);
    if (turn.exchange.isWaiting()) {
      idle = new Turn();
    }
  }

  private void sendError(int rcode, Client client, ResponseSink responses) {
    int length = writer.writeError(parser.id(), parser.flags(), rcode);
    responses.send(writer.buffer(), length, client);
  }

  private void send(Query query, Response response, ResponseSink responses) {
    responses.send(writer.buffer(), write(query, response), query.client());
  }

  /** Some records that upstreams make up have no wire form: that harms their own query only. */
  private int write(Query query, Response response) {
    try {
      return writer.write(
          query, response.compile(query.question()), query.responseLimit(), query.received());
    } catch (RuntimeException e) {
      WireResponse failure = WireResponse.empty(Rcode.SERVFAIL);
      return writer.write(query, failure, query.responseLimit(), query.received());
    }
  }

  /** An exchange, and where its response goes; used again and again unless it has to wait. */
  private final class Turn implements Ending {
    final Exchange exchange = new Exchange();
    @Nullable ResponseSink responses;

    @Override
    public void end(Query query, @Nullable Response response) {
      ResponseSink sink = responses;
      responses = null;
      if (sink == null) {
        throw new IllegalStateException("a second end of " + query);
      }
      if (response == null) {
        sink.drop(query.client());
      } else {
        send(query, response, sink);
      }
      inFlight--;
      checkDrained();
    }
  }
}
