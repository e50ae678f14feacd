// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A client's socket, connected: what comes from another address than the one asked, it never sees.
 */
final class UdpClient implements AutoCloseable {
  private final DatagramSocket socket;

  UdpClient(InetSocketAddress server) throws IOException {
    socket = new DatagramSocket();
    socket.setSoTimeout(10_000);
    socket.setReceiveBufferSize(1 << 20);
    socket.connect(server);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Including the bits for congestion. */
  void trafficClass(int trafficClass) throws IOException {
    socket.setTrafficClass(trafficClass);
  }

  void send(byte[] message) throws IOException {
    socket.send(new DatagramPacket(message, message.length));
  }

  byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void close() {
    socket.close();
  }
}
