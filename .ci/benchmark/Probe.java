// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** One query to a server, to see whether it is there. */
final class Probe {
  private static final int PATIENCE_MILLIS = 100;
  private static final byte[] HEADER = {0x2b, 0x2b, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final byte[] A_IN = {0, 0, 1, 0, 1};

  private Probe() {}

  /** Whether the answer to this name's address has a record. */
  static boolean isAnswered(int port, String name) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      byte[] query = query(name);
      socket.send(new DatagramPacket(query, query.length));
      byte[] response = new byte[4096];
      socket.receive(new DatagramPacket(response, response.length));
      return (response[3] & 15) == 0 && (response[6] | response[7]) != 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (PortUnreachableException _) {
      pause();
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] query(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HEADER);
    for (String label : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(A_IN);
    return out.toByteArray();
  }

  /** A port that no system gives by itself to somebody who asks for any. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
      try (var _ = new ServerSocket(port, 1);
          var _ = new DatagramSocket(port)) {
        return port;
      } catch (IOException _) {
        // taken
      }
    }
  }
}
