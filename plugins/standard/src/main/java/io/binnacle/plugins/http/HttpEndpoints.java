// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import io.binnacle.corefile.HostPort;
import io.binnacle.plugin.Setup;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The HTTP servers at the side of a DNS server: one for each address, whichever blocks and plugins
 * name it.
 *
 * <p><i>Used at set-up only.</i>
 */
public final class HttpEndpoints {
  private final Map<HostPort, HttpEndpoint> endpoints = new HashMap<>();

  private HttpEndpoints() {}

  /**
   * The address that is a directive's only argument: {@code :8080}, {@code localhost:8080}, {@code
   * [::1]:8080}. Without one, the port at all addresses.
   */
  public static HostPort address(Directive directive, int defaultPort) throws CorefileException {
    directive.atMost(1);
    return directive.has(0)
        ? directive.value(
            0,
            "an address and port such as :" + defaultPort,
            text -> HostPort.parse(text, defaultPort))
        : everywhere(defaultPort);
  }

  /** A port at all addresses. */
  public static HostPort everywhere(int port) {
    return new HostPort("", port);
  }

  /**
   * Answers requests for a path, from start to stop; a reload keeps the socket. Where more than one
   * answer is offered for a path at an address, the first is taken.
   *
   * @param answer asked on a virtual thread for each request; may block
   */
  public static void serve(
      Setup block, HostPort address, String path, Supplier<HttpAnswer> answer) {
    serve(block, address, path, accepted -> answer.get());
  }

  /**
   * The same for answers that come in more than one media type.
   *
   * @param answer gets what the client accepts: its {@code Accept} header, or nothing
   */
  public static void serve(
      Setup block, HostPort address, String path, Function<String, HttpAnswer> answer) {
    block
        .shared(HttpEndpoints.class, HttpEndpoints::new)
        .endpoint(block, address)
        .serve(path, answer);
  }

  private HttpEndpoint endpoint(Setup block, HostPort address) {
    HttpEndpoint known = endpoints.get(address);
    if (known != null) {
      return known;
    }
    HttpEndpoint endpoint = new HttpEndpoint(address);
    endpoints.put(address, endpoint);
    HttpSockets sockets = block.kept(HttpSockets.class, _ -> new HttpSockets());
    block.onStart(() -> endpoint.open(sockets.leases()));
    block.afterStart(endpoint::begin);
    return endpoint;
  }
}
