// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The clients that were heard of last: most ask more than once from one port (A and AAAA, the
 * search path, a forwarder's pool), and need not be made anew.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class ClientTable {
  private static final int SIZE = 512;
  private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SIZE);
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  private final EventLoop loop;
  private final InetSocketAddress bound;
  private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];

  private record Entry(
      long high,
      long low,
      int port,
      int scope,
      long localHigh,
      long localLow,
      int localScope,
      Client client) {
    boolean is(
        long high, long low, int port, int scope, long localHigh, long localLow, int localScope) {
      return this.low == low
          && this.port == port
          && this.high == high
          && this.scope == scope
          && this.localLow == localLow
          && this.localHigh == localHigh
          && this.localScope == localScope;
    }
  }

  /**
   * An empty table.
   *
   * @param bound what the socket is bound to
   */
  ClientTable(EventLoop loop, InetSocketAddress bound) {
    this.loop = loop;
    this.bound = bound;
  }

  /** The sender of a received message. */
  Client sender(MessageVector messages, int i) {
    long high = messages.senderHigh(i);
    long low = messages.senderLow(i);
    int port = messages.senderPort(i);
    int scope = messages.senderScope(i);
    boolean hasLocal = messages.hasLocal(i);
    long localHigh = hasLocal ? messages.localHigh(i) : 0;
    long localLow = hasLocal ? messages.localLow(i) : 0;
    int localScope = hasLocal ? messages.localScope(i) : 0;
    int slot = (int) ((((high ^ low) * GOLDEN + port) * GOLDEN) >>> SHIFT);
    Entry entry = entries[slot];
    if (entry == null || !entry.is(high, low, port, scope, localHigh, localLow, localScope)) {
      InetSocketAddress local =
          hasLocal
              ? new InetSocketAddress(
                  MessageVector.address(localHigh, localLow, localScope), bound.getPort())
              : bound;
      InetSocketAddress remote =
          new InetSocketAddress(MessageVector.address(high, low, scope), port);
      Client client = Client.of(remote, local, Transport.UDP, loop);
      entry = new Entry(high, low, port, scope, localHigh, localLow, localScope, client);
      entries[slot] = entry;
    }
    return entry.client();
  }
}
