// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.util.List;
import org.xbill.DNS.Name;

/**
 * A zone that a server block serves, and how: {@code tls://example.org:8853}.
 *
 * <p><i>Immutable.</i>
 *
 * @param zone in lower case
 * @param port 0 for any that is free
 */
public record ServerKey(Scheme scheme, Name zone, int port, Position position) {
  /**
   * The keys that a word stands for: {@code [scheme://]zone-or-prefix[:port]}. More than one where
   * an address prefix does not end with a label.
   *
   * @param dnsPort the port of keys without scheme and port
   */
  static List<ServerKey> parse(Token word, int dnsPort) throws CorefileException {
    ZoneAddress address = ZoneAddress.parse(word);
    Scheme scheme = address.scheme();
    int port = address.port().orElse(scheme == Scheme.DNS ? dnsPort : scheme.port());
    return address.zones().stream()
        .map(zone -> new ServerKey(scheme, zone, port, word.position()))
        .toList();
  }

  /** {@code example.org.:53}, or with a scheme {@code tls://example.org.:853}. */
  @Override
  public String toString() {
    return (scheme == Scheme.DNS ? "" : scheme.word() + "://") + zone + ":" + port;
  }
}
