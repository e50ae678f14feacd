// SPDX-License-Identifier: Apache-2.0
package io.binnacle.server;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import org.jspecify.annotations.Nullable;

/** Who gets what an exchange leads to. */
@FunctionalInterface
interface Ending {
  /**
   * The exchange is over; called once, on the query's event loop.
   *
   * @param query the query as it entered the chain
   * @param response its response, or null if the query was dropped
   */
  void end(Query query, @Nullable Response response);
}
