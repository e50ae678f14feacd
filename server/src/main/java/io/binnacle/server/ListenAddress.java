// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.corefile.Scheme;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/**
 * Where and how a server listens. For scheme {@code dns} that is a UDP and a TCP socket.
 *
 * <p><i>Immutable.</i>
 *
 * @param address the wildcard address stands for all addresses of both families
 */
public record ListenAddress(Scheme scheme, InetSocketAddress address) {
  /** As metrics name it: {@code dns://:53}, {@code dns://192.0.2.1:53}. */
  String label() {
    return scheme.word()
        + "://"
        + (address.getAddress().isAnyLocalAddress()
            ? ":" + address.getPort()
            : NetUtil.toSocketAddressString(address));
  }
}
