// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.nio.ByteBuffer;

/** Messages to send. */
final class Queries {
  private static final int HEADER = 12;

  private Queries() {}

  /** A header with this id, and no question. */
  static byte[] query(int id) {
    return query(id, HEADER);
  }

  /** A message of this length with this id. */
  static byte[] query(int id, int length) {
    byte[] query = new byte[length];
    ByteBuffer.wrap(query).putShort((short) id);
    for (int i = HEADER; i < length; i++) {
      query[i] = (byte) i;
    }
    return query;
  }

  static int id(byte[] message) {
    return ByteBuffer.wrap(message).getShort() & 0xffff;
  }
}
