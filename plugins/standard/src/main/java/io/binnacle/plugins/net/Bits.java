// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.net;

import java.nio.ByteBuffer;

/**
 * The bits of an address as a number without sign, of which those of an IPv4 address are the
 * lowest.
 *
 * <p><i>Immutable.</i>
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record Bits(long high, long low) implements Comparable<Bits> {
  /** The length of an IPv4 address, in bytes. */
  static final int IPV4_LENGTH = 4;

  static long high(byte[] address) {
    return address.length == IPV4_LENGTH ? 0 : ByteBuffer.wrap(address).getLong();
  }

  static long low(byte[] address) {
    ByteBuffer bytes = ByteBuffer.wrap(address);
    return address.length == IPV4_LENGTH
        ? Integer.toUnsignedLong(bytes.getInt())
        : bytes.getLong(Long.BYTES);
  }

  int compareTo(long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order != 0 ? order : Long.compareUnsigned(low, otherLow);
  }

  @Override
  public int compareTo(Bits other) {
    return compareTo(other.high, other.low);
  }
}
