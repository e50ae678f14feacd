// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Overlap;
import io.binnacle.corefile.ServerKey;
import io.binnacle.plugin.Route;
import io.binnacle.plugin.Setup;
import io.binnacle.transport.Listener;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A server block, built.
 *
 * <p><i>Immutable</i> once the dispatchers are made.
 *
 * @param keys what it serves
 * @param addresses the addresses that it is limited to; none means all
 * @param options what it says about its listeners
 * @param udpSize how long its UDP responses may be, in bytes
 * @param chain its handlers
 * @param chaos those for class CH; perhaps none
 * @param server leads to all blocks that listen where this one does
 * @param routes lead to it; filled when all blocks are there
 * @param onStart what its plugins open
 * @param afterStart what its plugins do when the server has begun to answer
 * @param beforeStop what its plugins do before the server stops answering
 */
record ServerBlock(
    List<ServerKey> keys,
    List<InetAddress> addresses,
    ListenOptions options,
    int udpSize,
    HandlerChain chain,
    HandlerChain chaos,
    DeferredChain server,
    List<Route> routes,
    List<Setup.Named<Callable<? extends AutoCloseable>>> onStart,
    List<Runnable> afterStart,
    List<Runnable> beforeStop) {

  /** Where one of its keys is listened for. */
  List<ListenAddress> listenAddresses(ServerKey key) {
    Stream<InetSocketAddress> sockets =
        addresses.isEmpty()
            ? Stream.of(Listener.everywhere(key.port()))
            : addresses.stream().map(address -> new InetSocketAddress(address, key.port()));
    return sockets.map(socket -> new ListenAddress(key.scheme(), socket)).toList();
  }

  boolean listensAt(ListenAddress address) {
    return keys.stream().anyMatch(key -> listenAddresses(key).contains(address));
  }

  /** What it wants to serve, to be compared with the claims of other blocks. */
  Stream<Overlap.Claim> claims() {
    return keys.stream().map(key -> new Overlap.Claim(key, addresses, false));
  }

  /** A line for each zone and address: {@code example.org.:53 on 192.0.2.1}. */
  Stream<String> zoneLines() {
    return keys.stream()
        .flatMap(
            key ->
                addresses.isEmpty()
                    ? Stream.of(key.toString())
                    : addresses.stream()
                        .map(address -> key + " on " + NetUtil.toAddressString(address)));
  }
}
