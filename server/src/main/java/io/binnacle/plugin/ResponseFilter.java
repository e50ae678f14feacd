// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugin;

/**
 * What a handler leaves behind to see the response on its way up.
 *
 * <p><i>Safe for use by many threads</i>, unless a handler makes one for each query.
 */
@FunctionalInterface
public interface ResponseFilter {
  /**
   * The response to pass up in place of {@code response}, or that one itself. A throw becomes
   * SERVFAIL.
   *
   * @param query the query as the handler that left this filter saw it
   */
  Reply filter(Query query, Response response);

  /**
   * The query was dropped below: there will be no response. Does not throw.
   *
   * @param query as above
   */
  default void dropped(Query query) {}
}
