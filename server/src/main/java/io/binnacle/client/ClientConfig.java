// SPDX-License-Identifier: Apache-2.0
package io.binnacle.client;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link UpstreamClient} keeps its sockets.
 *
 * <p><i>Immutable.</i>
 *
 * @param idleTime how long a connection that nobody uses is kept
 * @param maxAge how long a connection is used at most; zero is for ever
 * @param maxIdle how many connections that nobody uses an event loop keeps; zero is all
 * @param source the address to ask from, or null for the system's choice
 */
public record ClientConfig(
    Duration idleTime, Duration maxAge, int maxIdle, @Nullable InetAddress source) {
  /** Connections are kept for ten seconds. */
  public static final ClientConfig USUAL =
      new ClientConfig(Duration.ofSeconds(10), Duration.ZERO, 0, null);
}
