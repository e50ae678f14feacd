// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The addresses that this process listens on, each held once.
 *
 * <p>Sockets that share a port (SO_REUSEPORT) share it with any process of the same user: a second
 * server on the same port would start without an error, and take half of the queries. So an address
 * is tried without sharing first.
 *
 * <p><i>Safe for use by many threads.</i> Taken in turn.
 */
final class HeldAddresses {
  private record Held(Transport transport, InetSocketAddress address) {
    boolean overlaps(Held other) {
      return transport == other.transport
          && address.getPort() == other.address.getPort()
          && (isWildcard() || other.isWildcard());
    }

    private boolean isWildcard() {
      return address.getAddress().isAnyLocalAddress();
    }
  }

  private final Set<Held> all = new HashSet<>();
  private final Map<Held, Consumer<InetSocketAddress>> givers = new HashMap<>();

  /**
   * Takes this address, unless it is in use, here or in another process, or is not to be had.
   *
   * @return the same address, with a port that is free if it had none; all of IPv4 instead of all
   *     of IPv6, where there is no such thing
   */
  synchronized InetSocketAddress take(Transport transport, InetSocketAddress address)
      throws ListenException {
    Held wanted = new Held(transport, address);
    if (all.contains(wanted)) {
      throw ListenException.inUse(address, transport);
    }
    try (NetworkChannel probe = open(transport, Sockets.family(address))) {
      probe.bind(address);
      // a shared socket without a port may be given one that others share
      int port = ((InetSocketAddress) probe.getLocalAddress()).getPort();
      wanted = new Held(transport, new InetSocketAddress(address.getAddress(), port));
    } catch (UnsupportedOperationException e) {
      if (wanted.isWildcard()) {
        return take(
            transport, new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), address.getPort()));
      }
      throw ListenException.of(address, transport, e);
    } catch (IOException e) {
      // a wildcard address and a single one may share a port, if both are ours
      if (!ListenException.isInUse(e) || all.stream().noneMatch(wanted::overlaps)) {
        throw ListenException.of(address, transport, e);
      }
    }
    all.add(wanted);
    for (var giver : givers.entrySet()) {
      if (wanted.overlaps(giver.getKey())) {
        giver.getValue().accept(wanted.address());
      }
    }
    return wanted.address();
  }

  /** Whether this very address is taken. */
  synchronized boolean has(Transport transport, InetSocketAddress address) {
    return all.contains(new Held(transport, address));
  }

  /**
   * Who has all addresses wants to know when one of them is taken, to leave it to the other.
   *
   * @param all what was taken before
   */
  synchronized void whenTaken(
      Transport transport, InetSocketAddress all, Consumer<InetSocketAddress> leave) {
    givers.put(new Held(transport, all), leave);
  }

  /** Gives this address back. */
  synchronized void release(Transport transport, InetSocketAddress address) {
    Held held = new Held(transport, address);
    all.remove(held);
    givers.remove(held);
  }

  private static NetworkChannel open(Transport transport, ProtocolFamily family)
      throws IOException {
    return switch (transport) {
      case UDP -> DatagramChannel.open(family);
      case TCP -> ServerSocketChannel.open(family);
    };
  }
}
