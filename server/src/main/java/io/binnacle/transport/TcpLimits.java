// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.StreamLimits;

/**
 * What the clients of one listener may hold, and for how long. Beyond the counts, the newest is
 * refused; beyond the times, a connection is closed.
 *
 * <p><i>Immutable.</i>
 *
 * @param maxConnections in all; an idle connection costs some 3 KB
 * @param maxConnectionsPerClient from one address; a forwarder, or a node behind whose address many
 *     pods ask, may open one for each query that waits
 * @param maxInFlight queries of one connection that are not yet answered; beyond, no more is read
 *     from it until some are
 * @param maxUnsentBytes responses that one client has not yet taken; some sixteen of the largest
 * @param maxHeldBytes incomplete queries and unsent responses, of all connections; whoever exceeds
 *     it is closed
 * @param stream how long each may take, and how much it may ask
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6">RFC 7766, section 6</a>
 */
public record TcpLimits(
    int maxConnections,
    int maxConnectionsPerClient,
    int maxInFlight,
    int maxUnsentBytes,
    long maxHeldBytes,
    StreamLimits stream) {
  /** Room for the forwarders of a few thousand nodes, in some 40 MB at worst. */
  public static final TcpLimits DEFAULT =
      new TcpLimits(8192, 1024, 128, 1 << 20, 16 << 20, StreamLimits.DEFAULT);

  /** The same but for how long each client may take, and how much it may ask. */
  public TcpLimits with(StreamLimits other) {
    return new TcpLimits(
        maxConnections, maxConnectionsPerClient, maxInFlight, maxUnsentBytes, maxHeldBytes, other);
  }
}
