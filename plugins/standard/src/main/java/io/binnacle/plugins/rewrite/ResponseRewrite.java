// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Reply;
import io.binnacle.plugin.Response;

/**
 * What a rule that has fired does to the response.
 *
 * <p><i>Immutable.</i>
 */
@FunctionalInterface
interface ResponseRewrite {
  /**
   * The response to be passed up.
   *
   * @param query the query as it came
   */
  Reply rewrite(Query query, Response response);
}
