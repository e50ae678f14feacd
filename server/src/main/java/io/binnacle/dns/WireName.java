// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Names in wire form: runs of length-prefixed labels, lower-cased where they are keys.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-3.1">RFC 1035, section 3.1</a>
 */
public final class WireName {
  /* The hash of a run of bytes is a polynomial modulo 2^64,
   *
   *     h = b[0] + b[1]*M + b[2]*M^2 + …
   *
   * with an odd multiplier M drawn at start. Since M is odd it has an inverse, and the hash of a run
   * without its first byte is (h - b[0]) * INVERSE: one pass over a name yields the hash of each of
   * its suffixes, which is what compression and longest match need.
   *
   * Tables take their slots from the high bits. The low bits of such a polynomial can be foreseen
   * without knowing M: names that exchange two letters along the Thue-Morse sequence agree in more
   * low bits the longer they are, whatever M is, and a hash of 32 bits collides for names of 128
   * bytes. In 64 bits the 255 bytes of a name are too few for that: 24 bits or more of the difference
   * remain unknown to whoever does not know M [1].
   *
   * [1] Jakub Pachocki, Jakub Radoszewski: Where to Use and How not to Use Polynomial String Hashing.
   */

  /** The root, in wire form. */
  static final byte[] ROOT = {0};

  /** The multiplier of the hash. */
  static final long MULTIPLIER = ThreadLocalRandom.current().nextLong() | 1;

  /** {@code MULTIPLIER * INVERSE == 1}, modulo 2^64. */
  static final long INVERSE = inverse(MULTIPLIER);

  /** The longest name, its root label included. */
  static final int LONGEST = 255;

  /** The longest label. */
  static final int LONGEST_LABEL = 63;

  private static final int POINTER = 0xc0;

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

  /**
   * The wire form of a name written as in zone files, with or without the dot at its end;
   * lower-cased.
   *
   * @throws IllegalArgumentException if that is not a name
   */
  public static byte[] of(String name) {
    try {
      return lowerCased(Name.fromString(name, Name.root));
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a domain name: " + name, e);
    }
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

  /**
   * The offset behind a name that lies at {@code at} in a message, or -1 if there is none: it is
   * cut off, too long, has a label of unknown kind, or a pointer that does not point backwards.
   * Pointers are not followed.
   */
  static int skip(byte[] message, int at, int length) {
    int end = Math.min(length, at + LONGEST);
    for (int label = at; label < end; label += 1 + message[label]) {
      if (message[label] == 0) {
        return label + 1;
      }
      if (message[label] < 0) {
        return isPointer(message[label])
                && label + 1 < length
                && target(message, label) >= Octets.HEADER
                && target(message, label) < at
            ? label + 2
            : -1;
      }
      if (message[label] > LONGEST_LABEL) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether a pointer begins with this byte. */
  static boolean isPointer(byte b) {
    return (b & POINTER) == POINTER;
  }

  /** The offset that the pointer at {@code at} holds. */
  static int target(byte[] message, int at) {
    return Octets.u16(message, at) & 0x3fff;
  }

  /** The hash of a run of bytes as if they were in lower case. */
  static long hash(byte[] bytes, int from, int to) {
    long hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = hash * MULTIPLIER + lowerCase(bytes[i]);
    }
    return hash;
  }

  static long hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  /** The hash of what is left when the label at {@code label} is taken from the front of a name. */
  static long hashBehind(long hash, byte[] name, int label) {
    int end = label + 1 + name[label];
    for (int i = label; i < end; i++) {
      hash = (hash - lowerCase(name[i])) * INVERSE;
    }
    return hash;
  }

  static byte lowerCase(byte b) {
    return (byte) (isUpperCase(b) ? b + ('a' - 'A') : b);
  }

  static boolean isUpperCase(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  /**
   * Newton's iteration doubles the number of right bits; an odd number inverts itself to 3 bits.
   */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
