// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server. Opens nothing before the first query.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public sealed interface UpstreamClient extends AutoCloseable permits SocketClient, HttpsClient {
  /**
   * A client of the server at this address.
   *
   * @param tls how to speak to it, or null for UDP and TCP
   */
  static UpstreamClient of(
      InetSocketAddress server, @Nullable ClientTls tls, ClientConfig config, SocketUse use) {
    return new SocketClient(server, tls, config, use, System::nanoTime);
  }

  /**
   * A client of the server at this address, by HTTPS.
   *
   * @param config of which its source counts; the JDK keeps connections as it does
   * @param usesGet whether questions are asked by GET instead of POST
   */
  static UpstreamClient https(
      InetSocketAddress server, ClientTls tls, ClientConfig config, boolean usesGet) {
    return new HttpsClient(server, tls, config.source(), usesGet);
  }

  /**
   * Asks.
   *
   * @param loop the event loop that this is called on
   * @param timeout how long the listener waits at most, whatever has to be repeated
   * @param listener may hear of a failure before this returns
   */
  void ask(EventLoop loop, UpstreamQuery query, Duration timeout, ResponseListener listener);

  /** Ends all connections. Who still waits hears of it; nobody asks any more. */
  @Override
  void close();
}
