// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.binnacle.plugin.Client;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams by one system call for up to 64 messages each way, on netty's epoll. A socket that is
 * bound to all addresses answers from the one that was asked. Allocates nothing for a message that
 * is answered at once, if it has lately heard of the client.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class LinuxDatagrams implements Datagrams, EpollIoHandle {
  private static final Logger logger = LoggerFactory.getLogger(LinuxDatagrams.class);

  /** How many batches are read before others on the event loop have their turn. */
  private static final int BATCHES = 4;

  /** More than what the kernel holds at most. */
  private static final int ALL_BATCHES = 256;

  /** Room for two of the longest responses, and for 64 of 2,000 bytes. */
  private static final int OUT_BUFFER = 128 << 10;

  private final LinuxSockets.Pair sockets;
  private final EventLoop loop;
  private final InetSocketAddress address;
  private final boolean isWildcard;
  private final LinuxCalls calls = new LinuxCalls();
  private final ClientTable clients;
  private final UsualSources sources = new UsualSources();

  private final MessageVector in;
  private final MemorySegment inBuffer = Arena.ofAuto().allocate((long) BATCH * MAX_LENGTH);
  private final byte[] message = new byte[MAX_LENGTH];

  /** The client whose message is being handed over, and its number. */
  private @Nullable Client asking;

  private int askingIndex;

  /** Whether more came at once than is read at once. */
  private boolean isBusy;

  private final MessageVector out;
  private final MemorySegment outBuffer = Arena.ofAuto().allocate(OUT_BUFFER);
  private int outCount;
  private int outBytes;

  private @Nullable Receiver receiver;
  private @Nullable IoRegistration registration;

  /** As the receiving socket said last. */
  private long dropped;

  private LinuxDatagrams(LinuxSockets.Pair sockets, EventLoop loop) {
    this.sockets = sockets;
    this.loop = loop;
    this.address = sockets.receiver().localAddress();
    this.isWildcard = address.getAddress().isAnyLocalAddress();
    this.clients = new ClientTable(loop, address);
    boolean isIpv6 = Sockets.family(address) == StandardProtocolFamily.INET6;
    this.in = new MessageVector(BATCH, isIpv6);
    this.out = new MessageVector(BATCH, isIpv6);
    for (int i = 0; i < BATCH; i++) {
      in.place(i, inBuffer, (long) i * MAX_LENGTH, MAX_LENGTH);
      in.clear(i);
    }
  }

  /** Opens the sockets of one address for these event loops. */
  static List<Datagrams> open(List<EventLoop> loops, InetSocketAddress address) throws IOException {
    List<LinuxSockets.Pair> pairs = LinuxSockets.open(address, loops.size());
    List<Datagrams> all = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      LinuxDatagrams datagrams = new LinuxDatagrams(pairs.get(i), loops.get(i));
      datagrams.registration =
          ((IoEventLoop) loops.get(i)).register(datagrams).syncUninterruptibly().getNow();
      all.add(datagrams);
    }
    return all;
  }

  @Override
  public FileDescriptor fd() {
    return sockets.receiver();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public int receiveBuffer() {
    return LinuxSockets.receiveBuffer(sockets.receiver());
  }

  @Override
  public synchronized OptionalLong dropped() {
    // never while it is being closed, after which its number may be another's
    if (sockets.receiver().isOpen()) {
      dropped = LinuxSockets.dropped(sockets.receiver());
    }
    return OptionalLong.of(dropped);
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
    if (registration != null) {
      registration.submit(EpollIoOps.EPOLLIN);
    }
  }

  @Override
  public void stop(Runnable done) {
    read(ALL_BATCHES);
    if (registration != null) {
      registration.cancel();
    }
    if (sockets.areTwo()) {
      // what comes from now on is turned away by the kernel, and its clients ask elsewhere at once
      try {
        LinuxSockets.refuse(sockets.sender());
      } catch (IOException e) {
        logger.debug("{} (udp): cannot refuse: {}", address, e.toString());
      }
      close(sockets.receiver());
    }
    done.run();
  }

  @Override
  public void handle(IoRegistration from, IoEvent event) {
    try {
      read(BATCHES);
    } catch (Throwable e) { // netty would pause, or end the loop
      logger.error("{} (udp): messages could not be dealt with", address, e);
    }
  }

  private void read(int batches) {
    Receiver to = receiver;
    if (to == null) {
      return;
    }
    for (int batch = 0; batch < batches; batch++) {
      int count = calls.receive(sockets.receiver().intValue(), in.from(0), BATCH);
      if (count < 0) {
        if (count != -LinuxCalls.EAGAIN) {
          // of an earlier message: what else is there makes epoll call again
          logger.debug("{} (udp): cannot receive: errno {}", address, -count);
        }
        return;
      }
      isBusy = count == BATCH;
      if (isBusy && isWildcard) {
        sources.look(in, 0, System.nanoTime());
      }
      for (int i = 0; i < count; i++) {
        handOver(i, to);
        in.clear(i);
      }
      to.batchEnds();
      if (count < BATCH) {
        return;
      }
    }
  }

  private void handOver(int i, Receiver to) {
    if (in.senderPort(i) == 0) {
      return; // nobody to answer
    }
    int length = in.length(i);
    MemorySegment.copy(inBuffer, JAVA_BYTE, (long) i * MAX_LENGTH, message, 0, length);
    Client client = clients.sender(in, i);
    asking = client;
    askingIndex = i;
    to.received(message, length, client);
    asking = null;
  }

  @Override
  public void write(byte[] response, int length, Client client) {
    if (outCount == BATCH || outBytes + length > OUT_BUFFER) {
      flush();
    }
    MemorySegment.copy(response, 0, outBuffer, JAVA_BYTE, outBytes, length);
    out.place(outCount, outBuffer, outBytes, length);
    if (client == asking) {
      boolean isNamed = isWildcard && !(isBusy && sources.isUsual(in, askingIndex));
      out.reply(outCount, in, askingIndex, isNamed);
    } else {
      out.address(outCount, client.address());
      if (isWildcard) {
        out.source(outCount, client.local().getAddress());
      }
    }
    outBytes += length;
    outCount++;
  }

  @Override
  public void flush() {
    int sent = sockets.sender().isOpen() ? 0 : outCount;
    while (sent < outCount) {
      int count = calls.send(sockets.sender().intValue(), out.from(sent), outCount - sent);
      if (count > 0) {
        sent += count;
      } else if (count == -LinuxCalls.EAGAIN || count == -LinuxCalls.ENOBUFS) {
        lose(outCount - sent);
        break;
      } else if (count != -LinuxCalls.EINTR) {
        logger.debug("{} (udp): cannot send: errno {}", address, -count);
        lose(1); // this one is too long, say, or not allowed; the others may go
        sent++;
      }
    }
    outCount = 0;
    outBytes = 0;
  }

  /** What the network cannot take is lost, as further on. */
  private void lose(int messages) {
    Receiver to = receiver;
    if (to != null) {
      to.lost(messages);
    }
  }

  /** Called by netty, too, when the event loop ends. */
  @Override
  public void close() {
    if (!sockets.sender().isOpen()) {
      return;
    }
    if (loop.inEventLoop()) {
      closeSockets();
    } else {
      loop.submit(this::closeSockets).syncUninterruptibly();
    }
  }

  private void closeSockets() {
    if (registration != null) {
      registration.cancel();
    }
    close(sockets.receiver());
    close(sockets.sender());
  }

  private synchronized void close(LinuxSocket one) {
    var _ = dropped();
    try {
      one.close();
    } catch (IOException e) {
      logger.debug("{} (udp): cannot close: {}", address, e.toString());
    }
  }
}
