// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a snapshot on their way to a file, with a checksum behind them. Takes the same room
 * however many there are.
 *
 * <p><i>Confined to one thread.</i>
 */
final class SnapshotOutput {
  static final int BUFFER = 64 << 10;

  /** Writes one element of a list. */
  @FunctionalInterface
  interface Each<T> {
    void write(T element) throws IOException;
  }

  private final WritableByteChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final CRC32C checksum = new CRC32C();
  private final SharedTexts shared = new SharedTexts();

  SnapshotOutput(WritableByteChannel file) {
    this.file = file;
  }

  void put(int oneByte) throws IOException {
    room(1).put((byte) oneByte);
  }

  void putInt(int bits) throws IOException {
    room(Integer.BYTES).putInt(bits);
  }

  void putLong(long bits) throws IOException {
    room(Long.BYTES).putLong(bits);
  }

  /** A number that is not negative, in as few bytes as it takes: seven bits in each. */
  void number(long number) throws IOException {
    long rest = number;
    while (rest > 0x7f) {
      put((int) rest | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  /** A text that comes once. */
  void text(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    number(bytes.length);
    for (int done = 0; done < bytes.length; ) {
      int some = Math.min(bytes.length - done, BUFFER);
      room(some).put(bytes, done, some);
      done += some;
    }
  }

  /** A text that comes again and again. */
  void shared(String text) throws IOException {
    int slot = SharedTexts.slot(text);
    if (text.equals(shared.get(slot))) {
      put(slot);
    } else {
      put(0);
      text(text);
      shared.put(text);
    }
  }

  <T> void list(List<? extends T> list, Each<T> each) throws IOException {
    number(list.size());
    for (T element : list) {
      each.write(element);
    }
  }

  /** The last bytes: the checksum of all others. */
  void end() throws IOException {
    flush();
    buffer.putInt((int) checksum.getValue());
    flush();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    checksum.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }
}
