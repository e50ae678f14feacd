// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP sockets that share one address: for each event loop one by which messages come in, and
 * one by which they go out.
 *
 * <p><i>Used at set-up only</i>, but for what is asked of a socket.
 */
final class LinuxSockets {
  /*
   * Why two: an event loop's epoll is told of each message that a socket which it watches has sent, and
   * that costs a tenth of a query. The second socket is not watched.
   *
   * What comes in must all go to the first kind. A filter says which socket gets a message, by its
   * number in the order of binding, and the senders are bound last.
   *
   * To connect the second kind, to a port where nobody is, would not do instead. Kernels differ in what
   * they make of it: before 5.4 connected sockets get their share all the same and lose it, and up to 6.12
   * the others share unevenly. And a socket that is bound to all addresses is bound to one of them once it is
   * connected: what another listener binds to that address then joins its group, and gets nothing. So that is
   * done only when the first kind is about to be closed.
   *
   * The number is the message's id modulo the number of event loops. Without a filter the kernel would take
   * a hash of the addresses and ports, and all that a forwarder asks from one port would fall to one event
   * loop.
   */
  private static final Logger logger = LoggerFactory.getLogger(LinuxSockets.class);

  /** The port of the discard service, which nobody has. */
  static final int NOBODY = 9;

  private static final int SOL_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;

  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
  private static final int SO_MEMINFO = 55;
  private static final int MEMINFO_DROPS = 8 * Integer.BYTES;
  private static final short BPF_LOAD_SHORT_AT = 0x28;
  private static final short BPF_MODULO = (short) 0x94;
  private static final short BPF_RETURN_IT = 0x16;
  private static final int INSTRUCTION_SIZE = 8;

  private final InetSocketAddress address;
  private final boolean isIpv6;
  private final List<LinuxSocket> opened = new ArrayList<>();

  /** The sockets of one event loop; one and the same where a filter is not to be had. */
  record Pair(LinuxSocket receiver, LinuxSocket sender) {
    boolean areTwo() {
      return !receiver.equals(sender);
    }
  }

  private LinuxSockets(InetSocketAddress address) {
    this.address = address;
    this.isIpv6 = Sockets.family(address) == StandardProtocolFamily.INET6;
  }

  /** Opens a pair of sockets for each of so many event loops. */
  static List<Pair> open(InetSocketAddress address, int count) throws IOException {
    LinuxSockets sockets = new LinuxSockets(address);
    try {
      return sockets.open(count);
    } catch (IOException e) {
      for (LinuxSocket socket : sockets.opened) {
        socket.close();
      }
      throw e;
    }
  }

  private List<Pair> open(int count) throws IOException {
    List<LinuxSocket> receivers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      receivers.add(openReceiver());
    }
    boolean isFiltered = filter(receivers.getFirst(), count);
    List<Pair> pairs = new ArrayList<>();
    for (LinuxSocket receiver : receivers) {
      pairs.add(new Pair(receiver, isFiltered ? openSocket() : receiver));
    }
    return pairs;
  }

  private LinuxSocket openReceiver() throws IOException {
    LinuxSocket socket = openSocket();
    if (address.getAddress().isAnyLocalAddress()) {
      if (isIpv6) {
        socket.setIntOpt(SOL_IPV6, IPV6_RECVPKTINFO, 1);
      } else {
        socket.setIntOpt(SOL_IP, IP_PKTINFO, 1);
      }
    }
    return socket;
  }

  private LinuxSocket openSocket() throws IOException {
    LinuxSocket socket =
        LinuxSocket.newSocketDgram(SocketProtocolFamily.of(Sockets.family(address)));
    opened.add(socket);
    socket.setReusePort(true);
    if (isIpv6) {
      socket.setIntOpt(SOL_IPV6, IPV6_V6ONLY, 0);
    }
    askForBuffers(socket);
    socket.bind(address);
    return socket;
  }

  /** From now on nothing comes to this socket, which may still send. */
  static void refuse(LinuxSocket socket) throws IOException {
    String loopback =
        socket.localAddress().getAddress() instanceof Inet6Address ? "::1" : "127.0.0.1";
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(loopback), NOBODY));
  }

  /** As large as wanted, if this process may do that; else as large as anyone may have them. */
  static void askForBuffers(LinuxSocket socket) {
    try {
      try {
        socket.setIntOpt(SOL_SOCKET, SO_RCVBUFFORCE, Datagrams.BUFFER);
        socket.setIntOpt(SOL_SOCKET, SO_SNDBUFFORCE, Datagrams.BUFFER);
      } catch (IOException | ChannelException e) { // the latter: not the administrator, then
        socket.setReceiveBufferSize(Datagrams.BUFFER);
        socket.setSendBufferSize(Datagrams.BUFFER);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was granted of what was asked for; the kernel doubles that for its own needs. */
  static int receiveBuffer(LinuxSocket socket) {
    try {
      return socket.getReceiveBufferSize() / 2;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many messages there was no room for. Asking costs something only when it is done. */
  static long dropped(LinuxSocket socket) {
    ByteBuffer info = ByteBuffer.allocate(MEMINFO_DROPS + Integer.BYTES);
    try {
      socket.getRawOpt(SOL_SOCKET, SO_MEMINFO, info);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Integer.toUnsignedLong(info.order(ByteOrder.nativeOrder()).getInt(MEMINFO_DROPS));
  }

  /** Sets the filter for all who share the address, if this system has such a thing. */
  private boolean filter(LinuxSocket socket, int count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = arena.allocate(3 * INSTRUCTION_SIZE, Long.BYTES);
      instruction(program, 0, BPF_LOAD_SHORT_AT, 0); // the id; what has none goes to the first
      instruction(program, 1, BPF_MODULO, count);
      instruction(program, 2, BPF_RETURN_IT, 0);
      MemorySegment whole = arena.allocate(2 * Long.BYTES, Long.BYTES);
      whole.set(JAVA_SHORT, 0, (short) 3);
      whole.set(JAVA_LONG, Long.BYTES, program.address());
      socket.setRawOpt(SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, whole.asByteBuffer());
      return true;
    } catch (IOException e) {
      logger.debug("{} (udp): no filter: {}", address, e.toString());
      return false;
    }
  }

  private static void instruction(MemorySegment program, int index, short code, int operand) {
    program.set(JAVA_SHORT, (long) index * INSTRUCTION_SIZE, code);
    program.set(JAVA_INT, (long) index * INSTRUCTION_SIZE + Integer.BYTES, operand);
  }
}
