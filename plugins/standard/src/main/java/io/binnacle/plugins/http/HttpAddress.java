// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.http;

import io.binnacle.corefile.CorefileException;
import io.binnacle.corefile.Directive;
import java.net.InetSocketAddress;

/**
 * Where an HTTP server listens: {@code :8080}, {@code 127.0.0.1:8080}, {@code [::1]:8080} or {@code
 * localhost:8080}.
 *
 * <p><i>Immutable.</i>
 *
 * @param host an address without brackets or a name; empty for all addresses
 * @param port 0 for any that is free
 */
public record HttpAddress(String host, int port) {
  /** Checks the port's range. */
  public HttpAddress {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("a port has 16 bits: " + port);
    }
  }

  /** The directive's only argument, if it has one. */
  public static HttpAddress parse(Directive directive, HttpAddress absent)
      throws CorefileException {
    directive.atMost(1);
    return directive.has(0)
        ? directive.value(0, "an address and port such as " + absent, HttpAddress::parse)
        : absent;
  }

  /**
   * The address in this text.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static HttpAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a port is missing: " + text);
    }
    String host = text.substring(0, colon);
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    if (host.contains(":") != isBracketed) {
      throw new IllegalArgumentException("brackets belong around an IPv6 address: " + text);
    }
    return new HttpAddress(
        isBracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseUnsignedInt(text.substring(colon + 1)));
  }

  /** The address, its name resolved now. */
  InetSocketAddress resolve() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
