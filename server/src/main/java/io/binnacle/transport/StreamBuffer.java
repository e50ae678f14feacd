// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Where the bytes of one connection at a time are received: a connection that waits has no memory
 * of its own.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class StreamBuffer {
  /** The longest query behind its length. */
  static final int SIZE = 2 + 0xffff;

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE);
  private final ByteBuf bytes = Unpooled.wrappedBuffer(memory.asByteBuffer());

  long address() {
    return memory.address();
  }

  /** The bytes that were received: so many, from the beginning. */
  ByteBuf filled(int length) {
    return bytes.setIndex(0, length);
  }
}
