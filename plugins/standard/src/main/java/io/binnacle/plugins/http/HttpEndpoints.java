// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import io.binnacle.plugin.Setup;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The HTTP servers at the side of a DNS server: one for each address, whichever blocks and plugins
 * name it.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class HttpEndpoints {
  private final Map<HttpAddress, HttpEndpoint> endpoints = new HashMap<>();

  private HttpEndpoints() {}

  /**
   * Answers requests for a path, from start to stop. Where more than one answer is offered for a
   * path at an address, the first is taken.
   *
   * @param answer asked on a virtual thread for each request; may block
   */
  public static void serve(
      Setup block, HttpAddress address, String path, Supplier<HttpAnswer> answer) {
    block
        .shared(HttpEndpoints.class, HttpEndpoints::new)
        .endpoint(block, address)
        .serve(path, answer);
  }

  private HttpEndpoint endpoint(Setup block, HttpAddress address) {
    HttpEndpoint known = endpoints.get(address);
    if (known != null) {
      return known;
    }
    HttpEndpoint endpoint = new HttpEndpoint(address);
    endpoints.put(address, endpoint);
    block.onStart(endpoint::open);
    return endpoint;
  }
}
