// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A message, put together byte by byte. */
final class Raw {
  static final int ID = 0x4711;
  static final int A = 1;
  static final int OPT = 41;
  static final int TSIG = 250;
  static final int IN = 1;

  private static final int RD = 0x0100;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A header of a query that claims to have so many questions and records. */
  static Raw header(int questions, int answers, int authorities, int additionals) {
    return header(RD, questions, answers, authorities, additionals);
  }

  /** The same with other flags. */
  static Raw header(int flags, int questions, int answers, int authorities, int additionals) {
    return new Raw().u16(ID, flags).u16(questions, answers, authorities, additionals);
  }

  /** A header, and the question for the addresses of www.example.org. */
  static Raw query(int answers, int authorities, int additionals) {
    return header(1, answers, authorities, additionals).name("www.example.org").u16(A, IN);
  }

  Raw bytes(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  Raw u16(int... values) {
    for (int value : values) {
      bytes(value >> 8, value);
    }
    return this;
  }

  Raw zeros(int count) {
    bytes.writeBytes(new byte[count]);
    return this;
  }

  /** A label with its length. */
  Raw label(String text) {
    bytes.write(text.length());
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** A whole name. */
  Raw name(String text) {
    for (String label : text.split("\\.", -1)) {
      label(label);
    }
    return bytes(0);
  }

  /** A record of the root, without data. */
  Raw record(int type, int dclass) {
    return record(type, dclass, 0);
  }

  /** The beginning of a record of the root: all but its data, which is said to be this long. */
  Raw record(int type, int dclass, int length) {
    return bytes(0).u16(type, dclass, 0, 0, length);
  }

  /** The beginning of an OPT record: all but its options. */
  Raw opt(int length) {
    return record(OPT, 1232, length);
  }

  /** So many bytes of another message. */
  Raw append(byte[] message, int length) {
    bytes.write(message, 0, length);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
