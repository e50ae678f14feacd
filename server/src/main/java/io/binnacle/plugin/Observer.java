// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Sees how each query of a server block ends, and changes nothing.
 *
 * <p><i>Safe for use by many threads.</i> Called on the query's event loop; does not block or
 * throw.
 */
public interface Observer {
  /**
   * A query is over.
   *
   * @param query as it was dispatched, with the route that it took
   * @param response what the client gets, or null if the query was dropped
   * @param plugin the plugin whose handler replied or dropped; empty at the end of the chain
   */
  void answered(Query query, @Nullable Response response, String plugin);

  /**
   * The system did not take responses, which are lost.
   *
   * @param server the listener, as in {@link Route#server}
   */
  default void lost(String server, int responses) {}

  /** A handler or a filter threw, which became SERVFAIL. */
  void threw();
}
