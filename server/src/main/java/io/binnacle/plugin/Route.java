// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import io.binnacle.dns.Edns;

/**
 * Where a query was dispatched to; there is one for each zone of each listener.
 *
 * <p><i>Immutable.</i>
 *
 * @param server the listener, as metrics name it: {@code dns://:53}, {@code dns://192.0.2.1:53}
 * @param zone the zone of the server block that was chosen, with its final dot
 * @param view the block's view, or empty
 * @param index counts the routes of a server from 0
 * @param udpSize how long UDP responses may be, in bytes
 */
public record Route(String server, String zone, String view, int index, int udpSize) {
  /** The zone of what no server block was there for. */
  public static final String DROPPED = "dropped";

  /** A route of UDP responses of the usual length. */
  public Route(String server, String zone, String view, int index) {
    this(server, zone, view, index, Edns.UDP_SIZE);
  }

  /** No route: of queries that came through no listener. */
  public static final Route NONE = new Route("", "", "", 0);
}
