// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * Which clients the system answers from the address that they have asked, without being told to.
 *
 * <p>To name the source of a message costs the kernel some 0.04 µs, a fortieth of a query. So for
 * clients that ask much the system is asked where it would send from, and they are answered so for
 * as long as a second: then routing may be another.
 *
 * <p><i>Confined to one event loop.</i>
 */
final class UsualSources {
  private static final long VALID = 1_000_000_000;

  /** How often the system is asked within that time. */
  private static final int QUESTIONS = 64;

  private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(4 * QUESTIONS);
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  /** Pairs of addresses, a client's and ours, as {@link MessageVector} tells them; or 0. */
  private final long[] pairs = new long[4 * QUESTIONS];

  private final boolean[] areUsual = new boolean[pairs.length];
  private long since = System.nanoTime();
  private int questions;

  /** Whether the client of a received message is answered from the right address anyway. */
  boolean isUsual(MessageVector messages, int i) {
    long pair = messages.ipv4Pair(i);
    int slot = slot(pair);
    return pairs[slot] == pair && areUsual[slot];
  }

  /** Finds out about the client of a received message; to be called now and then. */
  void look(MessageVector messages, int i, long now) {
    if (now - since > VALID) {
      since = now;
      questions = 0;
      Arrays.fill(pairs, 0);
    }
    long pair = messages.ipv4Pair(i);
    int slot = slot(pair);
    if (pair != 0 && pairs[slot] == 0 && questions < QUESTIONS) {
      questions++;
      pairs[slot] = pair;
      areUsual[slot] = isUsual((int) (pair >>> Integer.SIZE), (int) pair);
    }
  }

  private static int slot(long pair) {
    return (int) ((pair * GOLDEN) >>> SHIFT);
  }

  /** Whether the system would send from this address to that client. */
  private static boolean isUsual(int client, int ours) {
    try {
      LinuxSocket socket = LinuxSocket.newSocketDgram(SocketProtocolFamily.INET);
      try {
        socket.connect(new InetSocketAddress(address(client), LinuxSockets.NOBODY));
        return address(ours).equals(socket.localAddress().getAddress());
      } finally {
        socket.close();
      }
    } catch (IOException _) {
      return false; // no route, say
    }
  }

  private static InetAddress address(int ipv4) throws IOException {
    return Inet4Address.getByAddress(
        new byte[] {(byte) (ipv4 >> 24), (byte) (ipv4 >> 16), (byte) (ipv4 >> 8), (byte) ipv4});
  }
}
