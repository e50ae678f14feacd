// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP sockets that share one address: for each event loop one by which messages come in, and
 * one by which they go out.
 *
 * <p><i>Used at set-up only.</i>
 */
final class LinuxSockets {
  /*
   * Why two: an event loop's epoll is told of each message that a socket which it watches has sent, and
   * that costs a tenth of a query. The second socket is not watched.
   *
   * What comes in must all go to the first kind. So the second kind is connected, to a port where nobody
   * is; but kernels differ in what else they make of that: before 5.4 connected sockets get their share
   * all the same and lose it, and up to 6.12 the others share unevenly. A filter settles it for all
   * of them: it says which socket gets a message, by its number in the order of binding, and the senders
   * are bound last.
   *
   * The number is the message's id modulo the number of event loops. Without a filter the kernel would take
   * a hash of the addresses and ports, and all that a forwarder asks from one port would fall to one event
   * loop.
   */
  private static final Logger logger = LoggerFactory.getLogger(LinuxSockets.class);

  /** The port of the discard service, which nobody has. */
  private static final int NOBODY = 9;

  private static final int SEND_BUFFER = 1 << 20;

  private static final int SOL_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;

  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
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
      pairs.add(new Pair(receiver, isFiltered ? openSender() : receiver));
    }
    return pairs;
  }

  private LinuxSocket openReceiver() throws IOException {
    LinuxSocket socket = openSocket();
    socket.setReceiveBufferSize(Datagrams.RECEIVE_BUFFER);
    if (isIpv6) {
      socket.setIntOpt(SOL_IPV6, IPV6_RECVPKTINFO, 1);
    } else {
      socket.setIntOpt(SOL_IP, IP_PKTINFO, 1);
    }
    return socket;
  }

  private LinuxSocket openSender() throws IOException {
    LinuxSocket socket = openSocket();
    socket.setSendBufferSize(SEND_BUFFER);
    socket.connect(
        new InetSocketAddress(InetAddress.ofLiteral(isIpv6 ? "::1" : "127.0.0.1"), NOBODY));
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
    socket.bind(address);
    return socket;
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
