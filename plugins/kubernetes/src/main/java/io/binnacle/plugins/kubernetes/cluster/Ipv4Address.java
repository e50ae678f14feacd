// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 address.
 *
 * <p><i>Immutable.</i>
 *
 * @param bits in network order
 */
public record Ipv4Address(int bits) implements IpAddress {
  /** Four decimal numbers without leading zeros; null for anything else. */
  static @Nullable Ipv4Address parse(String text) {
    int bits = 0;
    int octets = 0;
    int octet = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c == '.') {
        if (octet < 0 || ++octets > 4) {
          return null;
        }
        bits = bits << 8 | octet;
        octet = -1;
      } else {
        int digit = c - '0';
        if (digit < 0 || digit > 9 || octet == 0) {
          return null;
        }
        octet = octet < 0 ? digit : octet * 10 + digit;
        if (octet > 255) {
          return null;
        }
      }
    }
    return octets == 4 ? new Ipv4Address(bits) : null;
  }

  @Override
  public byte[] bytes() {
    return ByteBuffer.allocate(4).putInt(bits).array();
  }

  @Override
  public String text() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  @Override
  public String toString() {
    return text();
  }
}
