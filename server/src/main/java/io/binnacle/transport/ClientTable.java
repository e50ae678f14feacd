// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.Transport;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The clients that were heard of last: many ask more than once from one port (A and AAAA, the
 * search path, a forwarder's pool), and more from the same address.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class ClientTable {
  private static final int SIZE = 512;
  private static final int ADDRESSES = 2048;
  private static final int OURS = 16;
  private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SIZE);
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  private final EventLoop loop;
  private final InetSocketAddress bound;
  private final AddressTable<InetAddress> addresses =
      new AddressTable<>(ADDRESSES, address -> address);
  private final AddressTable<InetSocketAddress> ours;
  private final @Nullable Client[] clients = new @Nullable Client[SIZE];

  /**
   * An empty table.
   *
   * @param bound what the socket is bound to
   */
  ClientTable(EventLoop loop, InetSocketAddress bound) {
    this.loop = loop;
    this.bound = bound;
    this.ours =
        new AddressTable<>(OURS, address -> new InetSocketAddress(address, bound.getPort()));
  }

  /** The sender of a received message. */
  Client sender(MessageVector messages, int i) {
    long high = messages.senderHigh(i);
    long low = messages.senderLow(i);
    int port = messages.senderPort(i);
    InetAddress address = addresses.get(high, low, messages.senderScope(i));
    InetSocketAddress local =
        messages.hasLocal(i)
            ? ours.get(messages.localHigh(i), messages.localLow(i), messages.localScope(i))
            : bound;
    int slot = (int) ((((high ^ low) * GOLDEN + port) * GOLDEN) >>> SHIFT);
    Client client = clients[slot];
    if (client == null || !is(client, address, port, local)) {
      client = Client.of(new InetSocketAddress(address, port), local, Transport.UDP, loop);
      clients[slot] = client;
    }
    return client;
  }

  /**
   * Addresses are compared as objects: the tables give the same ones, or the client is made anew.
   */
  @SuppressWarnings("ReferenceEquality")
  private static boolean is(Client client, InetAddress address, int port, InetSocketAddress local) {
    return client.address().getPort() == port
        && client.address().getAddress() == address
        && client.local() == local;
  }
}
