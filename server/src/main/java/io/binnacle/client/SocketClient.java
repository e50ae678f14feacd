// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server over UDP and TCP, or over TLS only, with sockets of our own.
 *
 * <p>Opens nothing before the first query. Each event loop has its own sockets: a query is sent by
 * the loop that its client's query lives on, and its response is received there.
 *
 * <p><i>Safe for use by many threads</i>: they share a table of what each event loop has for
 * itself.
 */
final class SocketClient implements UpstreamClient {
  private final InetSocketAddress server;
  private final @Nullable ClientTls tls;
  private final ClientConfig config;
  private final SocketUse use;
  private final LongSupplier nanoClock;

  /** Made before the first query: its making takes milliseconds. */
  private final SecureRandom random = new SecureRandom();

  private final Map<EventLoop, LoopClient> clients = new ConcurrentHashMap<>();

  /**
   * A client.
   *
   * @param tls how to speak to the server, or null for UDP and TCP
   */
  SocketClient(
      InetSocketAddress server,
      @Nullable ClientTls tls,
      ClientConfig config,
      SocketUse use,
      LongSupplier nanoClock) {
    this.server = server;
    this.tls = tls;
    this.config = config;
    this.use = use;
    this.nanoClock = nanoClock;
  }

  @Override
  public void ask(
      EventLoop loop, UpstreamQuery query, Duration timeout, ResponseListener listener) {
    LoopClient client = clients.get(loop);
    if (client == null) {
      client = new LoopClient(loop, server, tls, config, use, random, nanoClock);
      clients.put(loop, client); // nobody else puts one for this loop
    }
    client.ask(query, timeout, listener);
  }

  @Override
  public void close() {
    clients.forEach(
        (loop, client) -> {
          try {
            loop.execute(client::close);
          } catch (RejectedExecutionException e) {
            // the loop has ended, and its sockets with it
          }
        });
  }
}
