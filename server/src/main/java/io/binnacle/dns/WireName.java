// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
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
  /* The hash of a run of n bytes is a sum modulo 2^64,
   *
   *     h = b[0]*K[n-1] + b[1]*K[n-2] + … + b[n-1]*K[0]
   *
   * with a key K for each distance from the end, drawn at start. So each byte has its own multiplier,
   * the multiplications need not wait for each other, and the hash of a name's suffix is what is left
   * of the sum when the bytes before it are taken away: one pass over a name yields the hash of each
   * of its suffixes, which is what compression needs.
   *
   * The high bits are the good ones, and tables take their slots from them. Two names agree in the
   * first 32 with a probability of 2^-32 over the keys [1]; as long as nobody outside knows these, it
   * does not help to choose the names. (A polynomial in one secret number, which needs no keys, has a
   * multiplication wait for each byte, and modulo a power of two some names collide whatever the
   * number.)
   *
   * [1] Daniel Lemire, Owen Kaser: Strongly universal string hashing is fast. arXiv:1202.4961. */

  /** The root, in wire form. */
  static final byte[] ROOT = {0};

  /** The longest name, its root label included. */
  static final int LONGEST = 255;

  /** The longest label. */
  static final int LONGEST_LABEL = 63;

  /** The key of the last byte of a run comes last. */
  private static final long[] KEYS = new SecureRandom().longs(LONGEST).toArray();

  private static final int POINTER = 0xc0;

  /** 1 in each of eight bytes. */
  private static final long EACH = 0x0101_0101_0101_0101L;

  /** The first bit of each of eight bytes. */
  private static final long EACH_FIRST = 0x8080_8080_8080_8080L;

  private WireName() {}

  /**
   * The wire form of {@code name}, lower-cased.
   *
   * @throws IllegalArgumentException if the name is relative
   */
  public static byte[] lowerCased(Name name) {
    return lowerCased(wire(name));
  }

  /** A copy of a name in lower case. */
  static byte[] lowerCased(byte[] name) {
    byte[] lower = new byte[name.length];
    for (int i = 0; i < name.length; i++) {
      lower[i] = lowerCase(name[i]); // a length byte is at most 63, below 'A'
    }
    return lower;
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
    return lowerCased(name(name));
  }

  /**
   * The name that is written like that, with or without the dot at its end.
   *
   * @throws IllegalArgumentException if that is not a name
   */
  public static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
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
    if (zone.length == ROOT.length) {
      return offset; // each name is in the root
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

  /** The offset behind the whole name that begins at {@code from}. */
  static int end(byte[] name, int from) {
    int label = from;
    while (name[label] != 0) {
      label += 1 + name[label];
    }
    return label + 1;
  }

  /** Whether a pointer begins with this byte. */
  static boolean isPointer(byte b) {
    return (b & POINTER) == POINTER;
  }

  /** The offset that the pointer at {@code at} holds. */
  static int target(byte[] message, int at) {
    return Octets.u16(message, at) & 0x3fff;
  }

  /** The hash of a run of at most 255 bytes, lower-cased. */
  static long hash(byte[] bytes, int from, int to) {
    int key = LONGEST - to;
    long sum = 0;
    for (int i = from; i < to; i++) { // without a look at the case: twice as fast
      sum += bytes[i] * KEYS[key + i];
    }
    return sum;
  }

  static long hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  /**
   * What the bytes from {@code from} to {@code to}, in any case, add to the hash of a run that ends
   * at {@code end}, as if they were in lower case.
   */
  static long hashOfAnyCase(byte[] bytes, int from, int to, int end) {
    int key = LONGEST - end;
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += lowerCase(bytes[i]) * KEYS[key + i];
    }
    return sum;
  }

  /**
   * Whether there may be a capital letter between these offsets, eight bytes at a time; of a run of
   * less than eight those before it count, too, of which there are as many.
   */
  static boolean mayHaveUpperCase(byte[] bytes, int from, int to) {
    long found = upperCase(Octets.s64(bytes, to - Long.BYTES));
    for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
      found |= upperCase(Octets.s64(bytes, at));
    }
    return found != 0;
  }

  /** The first bit of each of eight bytes that is a capital letter. */
  private static long upperCase(long bytes) {
    long low = bytes & ~EACH_FIRST;
    long fromA = low + EACH * (0x80 - 'A');
    long behindZ = low + EACH * (0x7f - 'Z');
    return fromA & ~behindZ & ~bytes & EACH_FIRST;
  }

  static byte lowerCase(byte b) {
    return (byte) (isUpperCase(b) ? b + ('a' - 'A') : b);
  }

  static boolean isUpperCase(byte b) {
    return b >= 'A' && b <= 'Z';
  }
}
