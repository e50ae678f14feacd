// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/**
 * The addresses with a prefix: {@code 10.0.0.0/8}.
 *
 * <p><i>Immutable.</i>
 */
public final class Subnet {
  /** What is expected where a subnet is. */
  public static final String EXPECTED = "a subnet such as 10.0.0.0/8";

  private final boolean isIpv4;

  /** The lowest address. Both families are numbers of 128 bits here. */
  private final long high;

  private final long low;

  /** The bits that are not of the prefix. */
  private final long highRest;

  private final long lowRest;

  private Subnet(byte[] address, int bits) {
    isIpv4 = address.length == Bits.IPV4_LENGTH;
    int rest = address.length * Byte.SIZE - bits;
    highRest = lowest(rest - Long.SIZE);
    lowRest = lowest(rest);
    high = Bits.high(address) & ~highRest;
    low = Bits.low(address) & ~lowRest;
  }

  /** A number whose lowest {@code count} bits are set; the count may be any number. */
  private static long lowest(int count) {
    if (count <= 0) {
      return 0;
    }
    return count >= Long.SIZE ? -1L : (1L << count) - 1;
  }

  /**
   * The subnet; bits of the address behind the prefix count for nothing.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Subnet parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("no prefix length: " + text);
    }
    byte[] address = address(text.substring(0, slash));
    int bits = Integer.parseUnsignedInt(text.substring(slash + 1));
    if (bits < 0 || bits > address.length * Byte.SIZE) {
      throw new IllegalArgumentException("the prefix is longer than an address: " + text);
    }
    return new Subnet(address, bits);
  }

  /**
   * The subnet or, if the text has no prefix length, the one address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Subnet parseAny(String text) {
    if (text.indexOf('/') >= 0) {
      return parse(text);
    }
    byte[] address = address(text);
    return new Subnet(address, address.length * Byte.SIZE);
  }

  private static byte[] address(String text) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
    if (address == null) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    return address;
  }

  /** Whether the address has the prefix. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return isIpv4 == (bytes.length == Bits.IPV4_LENGTH)
        && (Bits.high(bytes) & ~highRest) == high
        && (Bits.low(bytes) & ~lowRest) == low;
  }

  boolean isIpv4() {
    return isIpv4;
  }

  Bits first() {
    return new Bits(high, low);
  }

  Bits last() {
    return new Bits(high | highRest, low | lowRest);
  }
}
