// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the clients of one listener hold, over all event loops.
 *
 * <p><i>Safe for use by many threads.</i> Counters.
 */
final class TcpCensus {
  private final TcpLimits limits;
  private final Semaphore files;
  private final AtomicInteger connections = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> perClient = new ConcurrentHashMap<>();
  private final AtomicLong heldBytes = new AtomicLong();

  /**
   * A census of nobody.
   *
   * @param files what connections may be had for, by all listeners
   */
  TcpCensus(TcpLimits limits, Semaphore files) {
    this.limits = limits;
    this.files = files;
  }

  /** Counts a new connection, if there is room for it. */
  boolean enter(InetAddress client) {
    if (!files.tryAcquire()) {
      return false;
    }
    int all = connections.incrementAndGet();
    int itsOwn = perClient.merge(client, 1, Integer::sum);
    if (all > limits.maxConnections() || itsOwn > limits.maxConnectionsPerClient()) {
      leave(client);
      return false;
    }
    return true;
  }

  /** A connection that had entered is closed. */
  void leave(InetAddress client) {
    perClient.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
    connections.decrementAndGet();
    files.release();
  }

  /** Counts bytes more, or less, that are held; false if these are too many. */
  boolean hold(int bytes) {
    return heldBytes.addAndGet(bytes) <= limits.maxHeldBytes() || bytes <= 0;
  }
}
