// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.xbill.DNS.Address;

/** IP addresses as text. Never asks a resolver. */
final class Ip {
  private Ip() {}

  /** The address, if the text is one. */
  static Optional<InetAddress> parse(String text) {
    byte[] four = Address.toByteArray(text, Address.IPv4);
    byte[] sixteen = Address.toByteArray(text, Address.IPv6);
    try {
      if (four != null) {
        return Optional.of(InetAddress.getByAddress(four));
      }
      // Not InetAddress: it makes ::ffff:192.0.2.1 an address of IPv4.
      return sixteen == null
          ? Optional.empty()
          : Optional.of(Inet6Address.getByAddress(null, sixteen, -1));
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
