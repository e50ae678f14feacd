// SPDX-License-Identifier: Apache-2.0
package io.binnacle.corefile;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * The reverse zones of an address prefix: one where the prefix ends with a label, that is with an
 * octet of IPv4 or a nibble of IPv6, else all those that the prefix covers at the next such place.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-3.5">RFC 1035, section 3.5</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3596#section-2.5">RFC 3596, section 2.5</a>
 */
final class ReverseZones {
  private ReverseZones() {}

  /** The zones of the prefix with this length, whose further bits do not count. */
  static List<Name> of(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    boolean isV4 = bytes.length == 4;
    int width = isV4 ? 8 : 4;
    int labels = Math.ceilDiv(length, width);
    BigInteger first =
        new BigInteger(1, bytes)
            .shiftRight(bytes.length * 8 - length)
            .shiftLeft(labels * width - length);
    return IntStream.range(0, 1 << (labels * width - length))
        .mapToObj(i -> zone(first.add(BigInteger.valueOf(i)), labels, isV4))
        .toList();
  }

  private static Name zone(BigInteger prefix, int labels, boolean isV4) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < labels; i++) {
      int label = prefix.shiftRight(i * (isV4 ? 8 : 4)).intValue() & (isV4 ? 0xff : 0xf);
      name.append(Integer.toString(label, isV4 ? 10 : 16)).append('.');
    }
    try {
      return Name.fromString(name.append(isV4 ? "in-addr.arpa." : "ip6.arpa.").toString());
    } catch (TextParseException e) {
      throw new AssertionError(e);
    }
  }
}
