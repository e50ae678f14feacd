// SPDX-License-Identifier: Apache-2.0
package io.binnacle.attacks;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.TestServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** A client that sends queries on one socket faster than they are answered. */
final class Flood implements AutoCloseable {
  /** What the server's Corefile must have: a name that is answered at once. */
  static final String MARKER = "hosts /dev/null {\n192.0.2.99 marker.test\nfallthrough\n}";

  /** How many may be sent before it is known that they have arrived. */
  private static final int AT_A_TIME = 64;

  private static final int PATIENCE = 10_000;

  private final DatagramSocket socket = new DatagramSocket();
  private final List<Message> responses = new ArrayList<>();
  private int sent;

  Flood(TestServer server) throws IOException {
    socket.setSoTimeout(PATIENCE);
    socket.connect(server.address());
  }

  /** Asks for addresses of a name. */
  void ask(String name) throws IOException {
    send(DnsClient.query(name, Type.A));
  }

  /** Sends a query. None is lost on its way. */
  void send(Message query) throws IOException {
    sendNow(query);
    sent++;
    if (sent % AT_A_TIME == 0) {
      settle();
    }
  }

  private void sendNow(Message query) throws IOException {
    byte[] wire = query.toWire();
    socket.send(new DatagramPacket(wire, wire.length));
  }

  /** Has all that was sent dealt with: what is answered at once is answered. */
  void settle() throws IOException {
    Message marker = DnsClient.query("marker.test", Type.A);
    sendNow(marker);
    Message response = receive();
    while (!response.getQuestion().equals(marker.getQuestion())) {
      responses.add(response);
      response = receive();
    }
  }

  /** All responses that have come by now. */
  List<Message> responses() throws IOException {
    settle();
    return List.copyOf(responses);
  }

  /** Waits until so many responses have come in all. */
  List<Message> await(int count) throws IOException {
    while (responses.size() < count) {
      responses.add(receive());
    }
    return List.copyOf(responses);
  }

  private Message receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[0xffff], 0xffff);
    socket.receive(packet);
    return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  @Override
  public void close() {
    socket.close();
  }
}
