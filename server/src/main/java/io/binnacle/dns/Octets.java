// SPDX-License-Identifier: Apache-2.0
package io.binnacle.dns;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Unsigned numbers in network order, and where the header keeps its own.
 *
 * <p><i>Safe for use by many threads</i>: pure functions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1">RFC 1035, section 4.1.1</a>
 */
final class Octets {
  /** The length of the header. */
  static final int HEADER = 12;

  static final int ID = 0;
  static final int FLAGS = 2;
  static final int QDCOUNT = 4;
  static final int ANCOUNT = 6;
  static final int NSCOUNT = 8;
  static final int ARCOUNT = 10;

  static final int QR = 0x8000;
  static final int OPCODE = 0x7800;
  static final int AA = 0x0400;
  static final int TC = 0x0200;
  static final int RD = 0x0100;
  static final int RA = 0x0080;
  static final int AD = 0x0020;
  static final int CD = 0x0010;
  static final int RCODE = 0x000f;

  /** The flags that are the response's own; the others repeat the query's. */
  static final int RESPONSE_FLAGS = AA | TC | RA | AD;

  /** Type and class of a question. */
  static final int QUESTION_FIXED = 4;

  /** Type, class, TTL and RDLENGTH of a record. */
  static final int RECORD_FIXED = 10;

  /** The longest message, and the longest RDATA. */
  static final int LONGEST = 0xffff;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  private Octets() {}

  static int u16(byte[] octets, int at) {
    return (short) SHORT.get(octets, at) & 0xffff;
  }

  static int s32(byte[] octets, int at) {
    return (int) INT.get(octets, at);
  }

  static long s64(byte[] octets, int at) {
    return (long) LONG.get(octets, at);
  }

  static void put16(byte[] octets, int at, int value) {
    SHORT.set(octets, at, (short) value);
  }

  static void put32(byte[] octets, int at, int value) {
    INT.set(octets, at, value);
  }

  /**
   * The offset behind the record whose type is at {@code fixed}, or -1 if the message ends before;
   * -1 also if {@code fixed} is.
   */
  static int recordEnd(byte[] message, int fixed, int length) {
    if (fixed < 0 || fixed + RECORD_FIXED > length) {
      return -1;
    }
    int end = fixed + RECORD_FIXED + u16(message, fixed + 8);
    return end <= length ? end : -1;
  }
}
