// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.StreamLimits;
import io.binnacle.transport.TcpLimits;
import org.jspecify.annotations.Nullable;

/**
 * What server blocks say about their listeners.
 *
 * <p><i>Immutable.</i>
 *
 * @param stream the limits of connections, or null if nothing is said
 * @param sockets how many sockets, or 0 if nothing is said
 */
record ListenOptions(@Nullable StreamLimits stream, int sockets) {
  static final ListenOptions NONE = new ListenOptions(null, 0);

  /** The other's word where this one says nothing. */
  ListenOptions or(ListenOptions other) {
    return new ListenOptions(
        stream == null ? other.stream : stream, sockets == 0 ? other.sockets : sockets);
  }

  /** The limits of the clients of a listener. */
  TcpLimits limits() {
    return stream == null ? TcpLimits.DEFAULT : TcpLimits.DEFAULT.with(stream);
  }

  /** How many sockets. */
  int sockets(int absent) {
    return sockets == 0 ? absent : sockets;
  }
}
