// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.binnacle.plugin.Query;
import io.binnacle.plugin.Response;
import io.binnacle.plugin.ResponseFilter;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Addresses in a new random order each time they are sent. The shuffle itself is the response
 * writer's; this allocates nothing per query.
 *
 * <p><i>Immutable.</i>
 */
final class RoundRobin implements ResponseFilter {
  @Override
  public Response filter(Query query, Response response) {
    return isFor(query, response) ? response.compile(query.question()).shuffled() : response;
  }

  /** Whether the order of this response's records is free. */
  static boolean isFor(Query query, Response response) {
    return response.rcode() == Rcode.NOERROR
        && query.type() != Type.AXFR
        && query.type() != Type.IXFR;
  }
}
