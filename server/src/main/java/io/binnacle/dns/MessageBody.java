// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import java.util.Arrays;

/**
 * What a message has behind its question, while it is written. Remembers the names in it, so that
 * later ones can point at them.
 *
 * <p><i>Confined to one event loop</i>, or to another thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1.4">RFC 1035, section 4.1.4</a>
 */
final class MessageBody {
  /* Every label that was written at an offset that a pointer can hold is remembered with all that
   * follows it, the question's labels first. The table has open addressing; an element holds the
   * offset in its low 14 bits and the first 18 bits of the suffix's hash above them, and 0 is free,
   * since no name begins in the header. The offsets that a pointer can hold have room for fewer than
   * 2^13 labels, so the table stays below 2^14 elements, half of them free. A match of the bits is
   * proved by comparing the suffix itself. */

  private static final int OFFSET_BITS = 14;
  private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;
  private static final int TAG_BITS = Integer.SIZE - OFFSET_BITS;
  private static final int POINTER = 0xc000;

  private final byte[] asked;
  private final int askedAt;
  private final int start;

  private byte[] octets = new byte[64];
  private int length;

  private int[] table = new int[32];
  private int remembered;

  /** Behind a question whose name is {@code asked}, or ends in it, from {@code askedAt} on. */
  MessageBody(byte[] asked, int askedAt) {
    this.asked = asked;
    this.askedAt = askedAt;
    this.start = askedAt + asked.length + Octets.QUESTION_FIXED;
    long hash = WireName.hashOfAnyCase(asked, 0, asked.length, asked.length);
    int next;
    for (int label = 0; asked[label] != 0; label = next) {
      remember(hash, askedAt + label);
      next = label + 1 + asked[label];
      hash -= WireName.hashOfAnyCase(asked, label, next, asked.length);
    }
  }

  /** How many bytes have been written. */
  int length() {
    return length;
  }

  /** Forgets what was written from {@code newLength} on; no name may have been written since. */
  void cut(int newLength) {
    length = newLength;
  }

  byte[] toArray() {
    return length == octets.length ? octets : Arrays.copyOf(octets, length);
  }

  void u8(int value) {
    reserve(1);
    octets[length++] = (byte) value;
  }

  void u16(int value) {
    reserve(2);
    Octets.put16(octets, length, value);
    length += 2;
  }

  void u32(int value) {
    reserve(4);
    Octets.put32(octets, length, value);
    length += 4;
  }

  /** What a record has behind its owner, the length of its RDATA being 0 as yet. */
  void fixed(int type, int dclass, int ttl) {
    reserve(Octets.RECORD_FIXED);
    Octets.put16(octets, length, type);
    Octets.put16(octets, length + 2, dclass);
    Octets.put32(octets, length + 4, ttl);
    Octets.put16(octets, length + 8, 0);
    length += Octets.RECORD_FIXED;
  }

  void bytes(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, octets, length, to - from);
    length += to - from;
  }

  /** Writes 16 bits over those at {@code at}. */
  void patch16(int at, int value) {
    Octets.put16(octets, at, value);
  }

  /**
   * Writes the name that begins at {@code from} in {@code source}, as short as can be.
   *
   * @return what {@link #pointer} needs to write it again; 0 where that cannot be
   */
  int compressedName(byte[] source, int from) {
    return name(source, from, true);
  }

  /** Writes a pointer to a name that was written before; returns the same. */
  int pointer(int to) {
    u16(POINTER | to);
    return to;
  }

  /** Writes the name that begins at {@code from} in {@code source}, whole. */
  void wholeName(byte[] source, int from) {
    name(source, from, false);
  }

  private int name(byte[] name, int from, boolean compressed) {
    int at = start + length;
    int end = WireName.end(name, from);
    long hash = WireName.hashOfAnyCase(name, from, end, end);
    int next;
    for (int label = from; name[label] != 0; label = next) {
      int earlier = find(hash, name, label);
      if (earlier != 0) {
        if (compressed) {
          pointer(earlier);
        } else {
          bytes(name, label, end); // what follows was remembered with it
        }
        return label == from ? earlier : at <= OFFSET_MASK ? at : 0;
      }
      remember(hash, start + length);
      next = label + 1 + name[label];
      bytes(name, label, next);
      hash -=
          WireName.hashOfAnyCase(name, label, next, end); // what is left is the hash of the rest
    }
    u8(0);
    return at <= OFFSET_MASK && length > at - start + 1 ? at : 0; // nothing is as short as the root
  }

  /** The offset in the message where the name from {@code label} on was written, or 0. */
  private int find(long hash, byte[] name, int label) {
    int tag = tag(hash);
    for (int slot = slot(tag); table[slot] != 0; slot = (slot + 1) & (table.length - 1)) {
      int offset = table[slot] & OFFSET_MASK;
      if (table[slot] >>> OFFSET_BITS == tag && isAt(offset, name, label)) {
        return offset;
      }
    }
    return 0;
  }

  private void remember(long hash, int offset) {
    if (offset > OFFSET_MASK) {
      return;
    }
    if (++remembered * 2 > table.length) {
      int[] old = table;
      table = new int[old.length * 2];
      for (int element : old) {
        if (element != 0) {
          insert(element);
        }
      }
    }
    insert((tag(hash) << OFFSET_BITS) | offset);
  }

  private void insert(int element) {
    int slot = slot(element >>> OFFSET_BITS);
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = element;
  }

  private static int tag(long hash) {
    return (int) (hash >>> (Long.SIZE - TAG_BITS));
  }

  private int slot(int tag) {
    return tag >>> (TAG_BITS - Integer.numberOfTrailingZeros(table.length));
  }

  /** Whether the name at this offset of the message is that from {@code label} on. */
  private boolean isAt(int offset, byte[] name, int label) {
    while (true) {
      int count = octet(offset);
      if (count >= 0xc0) {
        offset = ((count << 8) | octet(offset + 1)) & OFFSET_MASK;
        continue;
      }
      for (int i = 0; i <= count; i++) { // the length bytes first
        if (WireName.lowerCase((byte) octet(offset + i)) != WireName.lowerCase(name[label + i])) {
          return false;
        }
      }
      if (count == 0) {
        return true;
      }
      offset += 1 + count;
      label += 1 + count;
    }
  }

  private int octet(int offset) {
    return (offset < start ? asked[offset - askedAt] : octets[offset - start]) & 0xff;
  }

  /** Makes room for so many bytes more. */
  void reserve(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
    }
  }
}
