// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.loadbalance;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * The addresses with a prefix: {@code 10.0.0.0/8}.
 *
 * <p><i>Immutable.</i>
 */
final class Subnet {
  static final String EXPECTED = "a subnet such as 10.0.0.0/8";

  private final byte[] prefix;
  private final int bits;

  private Subnet(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * The subnet; bits of the address behind the prefix count for nothing.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Subnet parse(String text) {
    int slash = text.indexOf('/');
    byte[] prefix =
        slash < 0 ? null : NetUtil.createByteArrayFromIpAddressString(text.substring(0, slash));
    if (prefix == null) {
      throw new IllegalArgumentException("not a subnet: " + text);
    }
    int bits = Integer.parseUnsignedInt(text.substring(slash + 1));
    if (bits < 0 || bits > prefix.length * Byte.SIZE) {
      throw new IllegalArgumentException("the prefix is longer than an address: " + text);
    }
    return new Subnet(prefix, bits);
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int i = bit / Byte.SIZE;
      int mask = 0xff << Math.max(0, Byte.SIZE - (bits - bit));
      if (((bytes[i] ^ prefix[i]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
