// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.records;

import io.binnacle.dns.Question;
import io.binnacle.dns.WireName;
import io.binnacle.plugins.kubernetes.cluster.IpAddress;
import io.binnacle.plugins.kubernetes.cluster.Ipv4Address;
import io.binnacle.plugins.kubernetes.cluster.Ipv6Address;
import org.jspecify.annotations.Nullable;

/**
 * A name under {@code in-addr.arpa} or {@code ip6.arpa} that stands for an address, or for all that
 * begin alike.
 *
 * <p><i>Immutable.</i>
 *
 * @param first the lowest of the addresses
 * @param last the highest; the same as the first for a whole address
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-3.5">RFC 1035, section 3.5</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3596#section-2.5">RFC 3596, section 2.5</a>
 */
record ReverseName(IpAddress first, IpAddress last) {
  private static final byte[] IPV4 = WireName.of("in-addr.arpa");
  private static final byte[] IPV6 = WireName.of("ip6.arpa");

  /** Whether names in this zone, lower-cased and in wire form, stand for addresses. */
  static boolean isReverse(byte[] zone) {
    return WireName.suffixOffset(zone, IPV4) >= 0 || WireName.suffixOffset(zone, IPV6) >= 0;
  }

  /** What the question's name stands for, or null. */
  static @Nullable ReverseName parse(Question question) {
    if (question.isIn(IPV4)) {
      return ipv4(question, question.nameLength() - IPV4.length);
    }
    return question.isIn(IPV6) ? ipv6(question, question.nameLength() - IPV6.length) : null;
  }

  boolean isWhole() {
    return first.equals(last);
  }

  private static @Nullable ReverseName ipv4(Question question, int end) {
    int bits = 0;
    int width = 0;
    for (int at = 0; at < end; at = LabelRun.behind(question, at)) { // the last octet comes first
      int octet = octet(question, at);
      if (octet < 0 || width == Integer.SIZE) {
        return null;
      }
      bits |= octet << width;
      width += 8;
    }
    if (width == 0) {
      return null;
    }
    int rest = Integer.SIZE - width;
    int low = bits << rest;
    return new ReverseName(
        new Ipv4Address(low), new Ipv4Address(rest == 0 ? low : low | (1 << rest) - 1));
  }

  /** A decimal number up to 255 without leading zeros, or -1. */
  private static int octet(Question question, int at) {
    int length = question.nameByte(at);
    if (length > 3 || (length > 1 && question.nameByte(at + 1) == '0')) {
      return -1;
    }
    int octet = 0;
    for (int i = 1; i <= length; i++) {
      int digit = question.nameByte(at + i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      octet = octet * 10 + digit;
    }
    return octet > 255 ? -1 : octet;
  }

  private static @Nullable ReverseName ipv6(Question question, int end) {
    long high = 0;
    long low = 0;
    int width = 0;
    for (int at = 0; at < end; at = LabelRun.behind(question, at)) {
      int nibble = question.nameByte(at) == 1 ? Character.digit(question.nameByte(at + 1), 16) : -1;
      if (nibble < 0 || width == 2 * Long.SIZE) {
        return null;
      }
      low = low >>> 4 | high << 60; // each nibble pushes those before it down
      high = high >>> 4 | (long) nibble << 60;
      width += 4;
    }
    if (width == 0) {
      return null;
    }
    long highRest = behind(width);
    long lowRest = behind(width - Long.SIZE);
    return new ReverseName(
        new Ipv6Address(high, low), new Ipv6Address(high | highRest, low | lowRest));
  }

  /** The bits of a word that lie behind its first {@code width}, which may be any number. */
  private static long behind(int width) {
    if (width <= 0) {
      return -1L;
    }
    return width >= Long.SIZE ? 0 : -1L >>> width;
  }
}
