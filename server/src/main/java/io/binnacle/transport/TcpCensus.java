// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the clients of one listener hold, over all event loops.
 *
 * <p><i>Safe for use by many threads.</i> Counters.
 */
final class TcpCensus {
  private final TcpLimits limits;
  private final AtomicInteger connections = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> perClient = new ConcurrentHashMap<>();
  private final AtomicLong heldBytes = new AtomicLong();

  TcpCensus(TcpLimits limits) {
    this.limits = limits;
  }

  /** Counts a new connection, if there is room for it. */
  boolean enter(InetAddress client) {
    if (connections.incrementAndGet() > limits.maxConnections()) {
      connections.decrementAndGet();
      return false;
    }
    if (perClient.merge(client, 1, Integer::sum) > limits.maxConnectionsPerClient()) {
      leave(client);
      return false;
    }
    return true;
  }

  /** A connection that had entered is closed. */
  void leave(InetAddress client) {
    perClient.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
    connections.decrementAndGet();
  }

  /** Counts bytes more, or less, that are held; false if these are too many. */
  boolean hold(int bytes) {
    return heldBytes.addAndGet(bytes) <= limits.maxHeldBytes() || bytes <= 0;
  }
}
