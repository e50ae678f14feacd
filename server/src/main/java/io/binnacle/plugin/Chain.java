// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

import java.util.concurrent.CompletionStage;

/**
 * Handlers that can be asked without a client.
 *
 * <p><i>Safe for use by many threads.</i>
 */
public interface Chain {
  /**
   * The response to this query. The stage never fails: what goes wrong is a response with an error
   * code. It completes on the query's event loop; a query that is dropped completes with REFUSED.
   */
  CompletionStage<Response> run(Query query);
}
