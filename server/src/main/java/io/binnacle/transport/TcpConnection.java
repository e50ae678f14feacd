// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.binnacle.plugin.Client;
import io.binnacle.plugin.StreamLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: queries behind their lengths come in, responses go out as they are
 * ready, in any order.
 *
 * <p>Whatever happens, {@link #advance} follows: it takes what can be taken, sends what is to be
 * sent, and reads on, waits or closes.
 *
 * <p><i>Confined to one event loop.</i>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-6.2.1">RFC 7766, section 6.2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7766#section-8">RFC 7766, section 8</a>
 */
final class TcpConnection implements StreamSocket.Receiver, ResponseSink {
  private static final Logger logger = LoggerFactory.getLogger(TcpConnection.class);

  /** No message is shorter than its header. */
  private static final int SHORTEST = 12;

  private static final int LENGTH_SIZE = 2;

  /** Responses that are ready together are sent together, up to about this many bytes. */
  private static final int OUT_BUFFER = 16 << 10;

  /** When the client has not taken so many bytes, its queries wait. */
  private static final int MAX_UNTAKEN = 64 << 10;

  /** After responses of so many bytes it is the turn of others on the event loop. */
  private static final int TURN = 64 << 10;

  private final TcpConnections home;
  private final TcpLimits limits;
  private final StreamSocket socket;
  private final Client client;
  private final Runnable lateAdvance = this::advanceLate;

  /**
   * What was received and is not yet handed over: an incomplete query, or queries that must wait.
   */
  private @Nullable ByteBuf unread;

  /** Whether that lies in memory of the socket's, for the time of a call. */
  private boolean isUnreadBorrowed;

  /** Responses that are not yet written to the socket. */
  private @Nullable ByteBuf out;

  private int taken;
  private int inFlight;
  private int turnBytes;
  private int unsentBytes;
  private int heldBytes;
  private boolean isQueryBegun = true;
  private long queryBegunAt = System.nanoTime();
  private long unsentSince;
  private long activeAt = queryBegunAt;
  private boolean isAdvancing;
  private boolean isAdvanceDue;
  private boolean isInputOver;
  private boolean isDraining;

  /** A new connection; it keeps the limits that hold when it comes. */
  TcpConnection(TcpConnections home, StreamSocket socket, Client client) {
    this.home = home;
    this.limits = home.limits();
    this.socket = socket;
    this.client = client;
  }

  @Override
  public void received(ByteBuf bytes) {
    if (!socket.isOpen()) {
      return;
    }
    if (unread == null) {
      unread = bytes.retain();
      isUnreadBorrowed = true;
    } else {
      unread.discardSomeReadBytes().writeBytes(bytes);
    }
    advance();
  }

  /** RFC 7766, 6.2.4: a client that has closed its side still gets its responses. */
  @Override
  public void ended() {
    isInputOver = true;
    advance();
  }

  @Override
  public void sent(int size) {
    unsentBytes -= size;
    unsentSince = System.nanoTime();
    advance();
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof IOException) {
      logger.debug("{} (tcp): {}", client.address(), cause.toString()); // a reset, mostly
    } else {
      logger.error("{} (tcp): a message could not be dealt with", client.address(), cause);
    }
    socket.reset();
  }

  @Override
  public void send(byte[] response, int length, Client to) {
    inFlight--;
    turnBytes += length;
    if (socket.isOpen()) {
      try {
        append(response, length);
      } catch (OutOfMemoryError e) { // of netty's, for buffers; a reset tells the client at once
        failed(e);
      }
    }
    answered();
  }

  private void append(byte[] response, int length) {
    ByteBuf buffer = out;
    if (buffer == null) {
      buffer = ByteBufAllocator.DEFAULT.directBuffer(LENGTH_SIZE + length);
      out = buffer;
    }
    buffer.writeShort(length).writeBytes(response, 0, length);
    if (buffer.readableBytes() >= OUT_BUFFER) {
      write();
    }
  }

  @Override
  public void drop(Client to) {
    inFlight--;
    answered();
  }

  /** Takes no more queries; closes when those taken have had their responses. */
  void drain() {
    isDraining = true;
    advance();
  }

  /** Sends the client elsewhere: closes when nothing that it has asked is left to be answered. */
  void dismiss() {
    advance();
  }

  /** Closes at once. */
  void abort() {
    socket.reset();
  }

  /** Closes if the client has taken more time than it has. */
  void expire(long now) {
    StreamLimits times = limits.stream();
    if (isQueryBegun && now - queryBegunAt > times.read().toNanos()) {
      abort();
    } else if (unsentBytes > 0 && now - unsentSince > times.write().toNanos()) {
      abort();
    } else if (inFlight == 0 && unsentBytes == 0 && now - activeAt > times.idle().toNanos()) {
      socket.close();
    }
  }

  /** Frees what is held. */
  @Override
  public void closed() {
    releaseUnread();
    if (out != null) {
      out.release();
      out = null;
    }
    home.census().hold(-heldBytes);
    heldBytes = 0;
    home.left(this, client);
  }

  private void answered() {
    if (!isAdvancing && !isAdvanceDue) {
      isAdvanceDue = true;
      home.loop().execute(lateAdvance);
    }
  }

  private void advanceLate() {
    isAdvanceDue = false;
    advance();
  }

  private void advance() {
    if (isAdvancing || !socket.isOpen()) {
      return;
    }
    isAdvancing = true;
    turnBytes = 0;
    try {
      boolean hasTaken = false;
      while (canTake() && nextIsWhole()) {
        hasTaken = true;
        take();
      }
      keepUnread();
      write();
      settle(hasTaken);
      if (turnBytes >= TURN && !isAdvanceDue) {
        isAdvanceDue = true;
        // what is executed runs before the event loop looks at its sockets, what is scheduled after
        var _ = home.loop().schedule(lateAdvance, 0, TimeUnit.NANOSECONDS);
      }
    } finally {
      isAdvancing = false;
    }
  }

  private boolean canTake() {
    return !isDraining
        && inFlight < limits.maxInFlight()
        && socket.isOpen()
        && turnBytes < TURN
        && unsentBytes < MAX_UNTAKEN;
  }

  private boolean nextIsWhole() {
    ByteBuf bytes = unread;
    return bytes != null
        && bytes.readableBytes() >= LENGTH_SIZE
        && bytes.readableBytes() >= LENGTH_SIZE + bytes.getUnsignedShort(bytes.readerIndex());
  }

  private void take() {
    ByteBuf bytes = Objects.requireNonNull(unread);
    int length = bytes.readUnsignedShort();
    if (length < SHORTEST) {
      abort();
      return;
    }
    byte[] message = home.message();
    bytes.readBytes(message, 0, length);
    inFlight++;
    taken++;
    isDraining |= taken == limits.stream().maxQueries();
    home.receiver().received(message, length, client, System.nanoTime(), this);
  }

  private void write() {
    ByteBuf buffer = out;
    if (buffer == null) {
      return;
    }
    out = null;
    int left = socket.write(buffer);
    if (left > 0) {
      if (unsentBytes == 0) {
        unsentSince = System.nanoTime();
      }
      unsentBytes += left;
    }
  }

  /** After all that could be done now: what is waited for, and for how long. */
  private void settle(boolean hasTaken) {
    activeAt = System.nanoTime();
    if (hasTaken) {
      isQueryBegun = false;
    }
    if (unread != null && canTake() && !isQueryBegun) {
      isQueryBegun = true;
      queryBegunAt = activeAt;
    }
    int held = unsentBytes + (unread == null ? 0 : unread.capacity());
    boolean isWithinAll = home.census().hold(held - heldBytes);
    heldBytes = held;
    if (!isWithinAll || unsentBytes > limits.maxUnsentBytes()) {
      abort();
    } else if (isLast() && inFlight == 0 && unsentBytes == 0) {
      socket.close();
    } else {
      socket.read(canTake() && !isInputOver);
    }
  }

  /** Whether no more is to be expected than what was taken. */
  private boolean isLast() {
    boolean isDismissed = home.isDismissing() && taken > 0 && unread == null;
    return isDraining || isInputOver || isDismissed;
  }

  /** What could not be taken is kept, in memory of the size that it has. */
  private void keepUnread() {
    ByteBuf bytes = unread;
    if (bytes == null) {
      return;
    }
    if (!bytes.isReadable()) {
      releaseUnread();
    } else if (isUnreadBorrowed) {
      ByteBuf kept = ByteBufAllocator.DEFAULT.heapBuffer(bytes.readableBytes()).writeBytes(bytes);
      releaseUnread();
      unread = kept;
    }
  }

  private void releaseUnread() {
    if (unread != null) {
      unread.release();
      unread = null;
      isUnreadBorrowed = false;
    }
  }
}
