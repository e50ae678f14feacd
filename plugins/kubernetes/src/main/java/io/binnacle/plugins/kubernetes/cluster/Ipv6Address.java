// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.cluster;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An IPv6 address.
 *
 * <p><i>Immutable.</i>
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Ipv6Address(long high, long low) implements IpAddress {
  private static final int GROUPS = 8;

  /**
   * Null when {@code text} is not an IPv6 address, or has a zone. An IPv4-mapped one is an IPv4
   * address.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291, section 2.2</a>
   */
  static @Nullable IpAddress parse(String text) {
    int gap = text.indexOf("::");
    String head = gap < 0 ? text : text.substring(0, gap);
    String tail = gap < 0 ? "" : text.substring(gap + 2);
    int[] groups = new int[GROUPS];
    int before = groups(head, groups, gap < 0);
    int[] last = new int[GROUPS];
    int after = groups(tail, last, true);
    if (before < 0 || after < 0 || (gap < 0 ? before != GROUPS : before + after >= GROUPS)) {
      return null;
    }
    System.arraycopy(last, 0, groups, GROUPS - after, after);
    long high = bits(groups, 0);
    long low = bits(groups, 4);
    return high == 0 && low >>> 32 == 0xffff
        ? new Ipv4Address((int) low)
        : new Ipv6Address(high, low);
  }

  /** Reads groups into {@code into}; how many, or -1. */
  private static int groups(String text, int[] into, boolean isEnd) {
    if (text.isEmpty()) {
      return 0;
    }
    int count = 0;
    int start = 0;
    while (true) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && isEnd && text.indexOf('.', start) >= 0) {
        Ipv4Address dotted = Ipv4Address.parse(text.substring(start));
        if (dotted == null || count > GROUPS - 2) {
          return -1;
        }
        into[count++] = dotted.bits() >>> 16;
        into[count++] = dotted.bits() & 0xffff;
        return count;
      }
      if (count == GROUPS || end == start || end - start > 4) {
        return -1;
      }
      int group = 0;
      for (int i = start; i < end; i++) {
        int digit = Character.digit(text.charAt(i), 16);
        if (digit < 0 || text.charAt(i) > 'f') {
          return -1;
        }
        group = group << 4 | digit;
      }
      into[count++] = group;
      if (colon < 0) {
        return count;
      }
      start = colon + 1;
    }
  }

  private static long bits(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  @Override
  public byte[] bytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /**
   * The canonical form.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5952#section-4">RFC 5952, section 4</a>
   */
  @Override
  public String text() {
    int gap = 0;
    int gapLength = 1; // 4.2.2: a single group of zeros is written out
    for (int i = 0; i < GROUPS; i++) {
      int zeros = 0;
      while (i + zeros < GROUPS && group(i + zeros) == 0) {
        zeros++;
      }
      if (zeros > gapLength) { // 4.2.3: the longest run, and of equal ones the first
        gap = i;
        gapLength = zeros;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (gapLength > 1 && i == gap) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xffff;
  }

  @Override
  public String toString() {
    return text();
  }
}
