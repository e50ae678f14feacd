// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.Name;

/**
 * Names in wire form: runs of length-prefixed labels, lower-cased where they are keys.
 *
 * <p>Safe for use by many threads: pure functions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-3.1">RFC 1035, section 3.1</a>
 */
public final class WireName {
  /* The hash is a polynomial, b[0] + b[1]*M + b[2]*M^2 + …, with an odd multiplier M drawn at start,
   * so that nobody outside can prepare collisions. Since M is odd it has an inverse modulo 2^32;
   * therefore the hash of any run of bytes follows from the sums up to its two ends, and one pass
   * over a name yields the hash of each of its suffixes (ZoneTable, NameTable). */

  /** The multiplier of the hash. */
  static final int MULTIPLIER = ThreadLocalRandom.current().nextInt() | 1;

  /** {@code MULTIPLIER * INVERSE == 1}, modulo 2^32. */
  static final int INVERSE = inverse(MULTIPLIER);

  private static final int LONGEST_NAME = 255;

  private WireName() {}

  /**
   * The wire form of {@code name}, lower-cased.
   *
   * @throws IllegalArgumentException if the name is relative
   */
  public static byte[] lowerCased(Name name) {
    byte[] wire = wire(name);
    for (int i = 0; i < wire.length; i++) {
      wire[i] = lowerCase(wire[i]); // a length byte is at most 63, below 'A'
    }
    return wire;
  }

  /**
   * The wire form of {@code name}, case kept.
   *
   * @throws IllegalArgumentException if the name is relative
   */
  public static byte[] wire(Name name) {
    if (!name.isAbsolute()) {
      throw new IllegalArgumentException("a relative name has no wire form: " + name);
    }
    return name.toWire();
  }

  /** dnsjava's form of a whole name in wire form. */
  public static Name toName(byte[] wire) {
    try {
      return new Name(wire);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a name in wire form", e);
    }
  }

  /**
   * Where {@code zone} begins in {@code name}, both lower-cased and in wire form, or -1 if {@code
   * name} is not in {@code zone}.
   */
  public static int suffixOffset(byte[] name, byte[] zone) {
    int offset = name.length - zone.length;
    if (offset < 0 || !Arrays.equals(name, offset, name.length, zone, 0, zone.length)) {
      return -1;
    }
    int label = 0;
    while (label < offset) {
      label += 1 + name[label];
    }
    return label == offset ? offset : -1;
  }

  static int hash(byte[] wire) {
    return hash(wire, 0, wire.length);
  }

  static int hash(byte[] wire, int from, int to) {
    int hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = hash * MULTIPLIER + wire[i];
    }
    return hash;
  }

  static byte lowerCase(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
  }

  /**
   * Newton's iteration doubles the number of right bits; an odd number inverts itself to 3 bits.
   */
  private static int inverse(int odd) {
    int inverse = odd;
    for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** Whether {@code length} bytes may be a name. */
  static boolean isNameLength(int length) {
    return length >= 1 && length <= LONGEST_NAME;
  }
}
