// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, as small as it can be held.
 *
 * <p><i>Immutable.</i>
 */
public sealed interface IpAddress extends Address permits Ipv4Address, Ipv6Address {
  /** In network order: 4 or 16 bytes. */
  byte[] bytes();

  /**
   * The address that {@code text} spells, in any of the ways that the API server takes, or null. An
   * IPv4 address within IPv6 is an IPv4 address.
   */
  static @Nullable IpAddress parse(String text) {
    return text.indexOf(':') < 0 ? Ipv4Address.parse(text) : Ipv6Address.parse(text);
  }

  /** The same address. */
  static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.capacity() == 4
        ? new Ipv4Address(bytes.getInt())
        : new Ipv6Address(bytes.getLong(), bytes.getLong());
  }
}
