// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.testing.DnsClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * Asks one server, many times.
 *
 * <p><i>Confined to one thread.</i>
 */
final class Asker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 150;
  private static final int TRIES = 3;

  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);

  Asker(int port) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    socket = new DatagramSocket();
    socket.connect(server);
  }

  /** Sends a query by UDP. */
  void send(byte[] query) throws IOException {
    socket.send(new DatagramPacket(query, query.length));
  }

  /** The response to a query that has been sent; asks again, with more and more patience. */
  Answer receive(byte[] query) throws IOException {
    for (int tried = 1; ; tried++) {
      try {
        return Answer.of(receive(query, PATIENCE_MILLIS << tried));
      } catch (SocketTimeoutException _) {
        if (tried == TRIES) {
          return Answer.NONE;
        }
        send(query);
      }
    }
  }

  private byte[] receive(byte[] query, int patience) throws IOException {
    socket.setSoTimeout(patience);
    do {
      packet.setLength(0xffff);
      socket.receive(packet);
    } while (packet.getData()[0] != query[0] || packet.getData()[1] != query[1]); // a late one
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /** Asks by UDP. */
  Answer ask(Query query) throws IOException {
    byte[] wire = query.wire();
    send(wire);
    return receive(wire);
  }

  /** Asks by TCP. */
  Answer askByTcp(Query query) throws IOException {
    return Answer.of(DnsClient.tcp(server).exchange(query.wire()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
