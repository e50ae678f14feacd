// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.rewrite;

import io.binnacle.corefile.CorefileException;
import io.binnacle.plugin.Query;

/**
 * The network that a client is in, for servers whose answers depend on it.
 *
 * <p><i>Immutable.</i>
 *
 * @param v4Bits how much of an IPv4 address is told
 * @param v6Bits how much of an IPv6 address is told
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7871#section-6">RFC 7871, section 6</a>
 */
record ClientSubnet(int v4Bits, int v6Bits) implements OptionData {
  private static final int FIXED = 4; // family, source and scope prefix-length
  private static final int V4 = 1;
  private static final int V6 = 2;

  static ClientSubnet parse(Words words) throws CorefileException {
    return new ClientSubnet(
        words.integer("a number of bits", 32), words.integer("a number of bits", 128));
  }

  @Override
  public byte[] of(Query query) {
    byte[] address = query.client().address().getAddress().getAddress();
    boolean isV4 = address.length == 4;
    int bits = isV4 ? v4Bits : v6Bits;
    int told = (bits + 7) / Byte.SIZE; // no more octets than needed, the bits behind are zero
    byte[] data = new byte[FIXED + told];
    data[1] = (byte) (isV4 ? V4 : V6);
    data[2] = (byte) bits;
    System.arraycopy(address, 0, data, FIXED, told);
    if (bits % Byte.SIZE != 0) {
      data[data.length - 1] &= (byte) (0xff << (Byte.SIZE - bits % Byte.SIZE));
    }
    return data;
  }
}
