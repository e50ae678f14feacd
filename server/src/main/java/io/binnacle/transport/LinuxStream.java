// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A connection on netty's epoll, without a channel of netty's: that would take ten system calls
 * more, and 7 µs of the 24 that a query with a connection of its own would cost (README).
 *
 * <p><i>Confined to one event loop.</i>
 */
final class LinuxStream implements StreamSocket, EpollIoHandle {
  /** EPOLLERR and EPOLLHUP, which the kernel tells whether or not it is asked. */
  private static final int BROKEN = 0x08 | 0x10;

  private final Socket socket;
  private final IoEventLoop loop;
  private final StreamBuffer in;

  /** What could not be sent yet; made when there is such. */
  private @Nullable Queue<ByteBuf> unsent;

  private @Nullable Receiver receiver;
  private @Nullable IoRegistration registration;
  private EpollIoOps awaited = EpollIoOps.NONE;
  private boolean isRead = true;

  /**
   * A connection.
   *
   * @param in where bytes are received; shared by the connections of an event loop
   */
  LinuxStream(Socket socket, IoEventLoop loop, StreamBuffer in) {
    this.socket = socket;
    this.loop = loop;
    this.in = in;
  }

  @Override
  public FileDescriptor fd() {
    return socket;
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
    registration = loop.register(this).getNow();
    if (registration == null) {
      reset(); // the event loop ends
    }
    await();
  }

  /** Waits for what there is to be done, and no longer for what is done. */
  private void await() {
    EpollIoOps wanted = isRead ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLERR; // resets, in any case
    if (unsent != null && !unsent.isEmpty()) {
      wanted = wanted.with(EpollIoOps.EPOLLOUT);
    }
    if (registration != null && isOpen() && !wanted.equals(awaited)) {
      awaited = wanted;
      registration.submit(wanted);
    }
  }

  @Override
  public void handle(IoRegistration from, IoEvent event) {
    Receiver to = receiver;
    if (to == null || !isOpen()) {
      return;
    }
    try {
      EpollIoOps ops = ((EpollIoEvent) event).ops();
      if (ops.contains(EpollIoOps.EPOLLOUT)) {
        sendMore(to);
      }
      if (isRead) {
        receive(to);
      } else if ((ops.value() & BROKEN) != 0) {
        to.failed(new IOException("reset while nothing was read"));
      }
    } catch (Throwable e) { // netty would pause, or end the loop
      to.failed(e);
    }
  }

  private void receive(Receiver to) throws IOException {
    int length = socket.recvAddress(in.address(), 0, StreamBuffer.SIZE);
    if (length > 0) {
      to.received(in.filled(length));
    } else if (length < 0) {
      to.ended();
    }
  }

  private void sendMore(Receiver to) throws IOException {
    int sent = 0;
    ByteBuf next;
    while (isOpen() && unsent != null && (next = unsent.peek()) != null) {
      sent += send(next);
      if (next.isReadable()) {
        break;
      }
      unsent.remove().release();
    }
    await();
    to.sent(sent);
  }

  /** Sends what the kernel takes. */
  private int send(ByteBuf bytes) throws IOException {
    int from = bytes.readerIndex();
    int to = bytes.writerIndex();
    int sent;
    if (bytes.hasMemoryAddress()) {
      sent = socket.sendAddress(bytes.memoryAddress(), from, to);
    } else {
      ByteBuffer buffer = bytes.internalNioBuffer(from, to - from);
      sent = socket.send(buffer, buffer.position(), buffer.limit());
    }
    bytes.skipBytes(sent);
    return sent;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void read(boolean newIsRead) {
    isRead = newIsRead;
    await();
  }

  @Override
  public int write(ByteBuf bytes) {
    try {
      if (unsent == null || unsent.isEmpty()) {
        send(bytes);
      }
    } catch (IOException e) { // a reset, which will be told when it is read
      bytes.skipBytes(bytes.readableBytes());
    }
    int left = bytes.readableBytes();
    if (left == 0) {
      bytes.release();
      return 0;
    }
    if (unsent == null) {
      unsent = new ArrayDeque<>();
    }
    unsent.add(bytes);
    await();
    return left;
  }

  /** Called by netty, too, when the event loop ends. */
  @Override
  public void close() {
    if (!isOpen()) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      // closed all the same
    }
    if (registration != null) {
      registration.cancel(); // after the socket is closed: its epoll has forgotten it by itself
    }
    if (unsent != null) {
      unsent.forEach(ByteBuf::release);
      unsent.clear();
    }
    if (receiver != null) {
      receiver.closed();
    }
  }

  @Override
  public void reset() {
    if (isOpen()) {
      try {
        socket.setSoLinger(0);
      } catch (IOException e) {
        // the connection is gone already
      }
      close();
    }
  }
}
