// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.net.Inet6Address;

/**
 * A host and a port, as written: {@code 192.0.2.1}, {@code 192.0.2.1:53}, {@code 2001:db8::1},
 * {@code [2001:db8::1]:53}, {@code localhost:8080}, {@code :8080}.
 *
 * <p><i>Immutable.</i>
 *
 * @param host an address without brackets or a name, with all that is behind a {@code %}; empty if
 *     there is only a port
 */
public record HostPort(String host, int port) {
  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not of one of these forms, or the port not one
   */
  public static HostPort parse(String text, int defaultPort) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      String host = text.substring(1, Math.max(1, end));
      if (host.isEmpty() || !isIp6(host)) {
        throw new IllegalArgumentException("expected an IPv6 address in brackets");
      }
      return of(host, text.substring(end + 1), defaultPort);
    }
    int colon = text.lastIndexOf(':');
    return colon < 0 || isIp6(text)
        ? of(text, "", defaultPort)
        : of(text.substring(0, colon), text.substring(colon), defaultPort);
  }

  private static HostPort of(String host, String port, int defaultPort) {
    if (port.isEmpty()) {
      return new HostPort(host, defaultPort);
    }
    if (!port.matches(":[0-9]{1,5}") || Integer.parseInt(port, 1, port.length(), 10) > 0xffff) {
      throw new IllegalArgumentException("expected a port from 0 to 65535");
    }
    return new HostPort(host, Integer.parseInt(port, 1, port.length(), 10));
  }

  /** Whether this is an IPv6 address, perhaps with a scope. */
  private static boolean isIp6(String text) {
    int percent = text.indexOf('%');
    String address = percent < 0 ? text : text.substring(0, percent);
    boolean hasPort = percent >= 0 && text.indexOf(':', percent) >= 0;
    return !hasPort && Ip.parse(address).orElse(null) instanceof Inet6Address;
  }

  /** {@code 192.0.2.1:53}, {@code [2001:db8::1]:53}, {@code :8080}. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
