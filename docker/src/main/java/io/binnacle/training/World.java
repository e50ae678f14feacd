// SPDX-License-Identifier: Apache-2.0
package io.binnacle.training;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The names outside the cluster: an upstream that knows an address for each.
 *
 * <p><i>Safe for use by many threads.</i> It has a thread of its own.
 */
final class World {
  private static final int TTL = 300;

  private final DatagramSocket socket;

  private World(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Answers from now on, until the process ends. */
  static World start(InetAddress address) throws IOException {
    World world = new World(new DatagramSocket(0, address));
    Thread.ofPlatform().daemon().start(world::answer);
    return world;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void answer() {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    try {
      while (true) {
        packet.setLength(packet.getData().length);
        socket.receive(packet);
        byte[] response = response(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      System.err.println("training: upstream: " + e);
    }
  }

  private byte[] response(byte[] query) throws IOException {
    Message message = new Message(query);
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.RA);
    if (message.getQuestion().getType() == Type.A) {
      message.addRecord(
          new ARecord(
              message.getQuestion().getName(),
              DClass.IN,
              TTL,
              InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})),
          Section.ANSWER);
    }
    return message.toWire();
  }
}
