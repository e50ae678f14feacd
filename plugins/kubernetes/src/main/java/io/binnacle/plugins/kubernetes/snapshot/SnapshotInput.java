// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.kubernetes.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a snapshot as they come from a file. Nothing is believed: what says how much follows
 * is held against what is left, before room is made for it.
 *
 * <p><i>Confined to one thread.</i>
 */
final class SnapshotInput {
  private static final int CHECKSUM = Integer.BYTES;

  /** Reads one element of a list. */
  @FunctionalInterface
  interface Each<T> {
    T read() throws IOException;
  }

  private final SeekableByteChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(SnapshotOutput.BUFFER).flip();
  private final SharedTexts shared = new SharedTexts();

  /** How many bytes before the checksum have not been read into the buffer. */
  private long beyond;

  private SnapshotInput(SeekableByteChannel file, long length) {
    this.file = file;
    this.beyond = length;
  }

  /** The bytes of a file whose checksum holds. */
  static SnapshotInput of(SeekableByteChannel file) throws IOException {
    long length = file.size() - CHECKSUM;
    if (length < 0) {
      throw new SnapshotException("is cut off");
    }
    SnapshotInput whole = new SnapshotInput(file, length);
    CRC32C checksum = new CRC32C();
    while (whole.beyond > 0) {
      whole.buffer.position(whole.buffer.limit());
      whole.fill();
      checksum.update(whole.buffer.duplicate());
    }
    whole.buffer.position(whole.buffer.limit());
    whole.beyond = CHECKSUM;
    if (whole.bits() != (int) checksum.getValue()) {
      throw new SnapshotException("is damaged");
    }
    file.position(0);
    return new SnapshotInput(file, length);
  }

  boolean hasMore() {
    return left() > 0;
  }

  private long left() {
    return beyond + buffer.remaining();
  }

  int get() throws IOException {
    return need(1).get() & 0xff;
  }

  /** An integer in four bytes. */
  int bits() throws IOException {
    return need(Integer.BYTES).getInt();
  }

  /** An integer in eight bytes. */
  long longBits() throws IOException {
    return need(Long.BYTES).getLong();
  }

  long number() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
      int next = get();
      number |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw SnapshotException.malformed("a number");
  }

  /** A number up to this one. */
  int number(int most) throws IOException {
    long number = number();
    if (number > most) {
      throw SnapshotException.malformed("a number up to " + most);
    }
    return (int) number;
  }

  /** How many of something follow, each of which takes a byte at least. */
  private int count() throws IOException {
    return number((int) Math.min(left(), Integer.MAX_VALUE));
  }

  String text() throws IOException {
    byte[] bytes = new byte[count()];
    for (int done = 0; done < bytes.length; ) {
      int some = Math.min(bytes.length - done, SnapshotOutput.BUFFER);
      need(some).get(bytes, done, some);
      done += some;
    }
    return new String(bytes, UTF_8);
  }

  String shared() throws IOException {
    int slot = get();
    if (slot == 0) {
      String text = text();
      shared.put(text);
      return text;
    }
    String known = shared.get(slot);
    if (known == null) {
      throw SnapshotException.malformed("a text that was there before");
    }
    return known;
  }

  <T> List<T> list(Each<? extends T> each) throws IOException {
    int count = count();
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(each.read());
    }
    return list;
  }

  /** The buffer, with so many bytes in it at least. */
  private ByteBuffer need(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      if (left() < bytes) {
        throw SnapshotException.malformed("more");
      }
      fill();
    }
    return buffer;
  }

  /** Reads as much as there is room for. */
  private void fill() throws IOException {
    buffer.compact();
    buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + beyond));
    while (buffer.hasRemaining()) {
      int read = file.read(buffer);
      if (read < 0) {
        throw new SnapshotException("is cut off");
      }
      beyond -= read;
    }
    buffer.flip();
  }
}
