// SPDX-License-Identifier: Apache-2.0
package io.binnacle.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback for servers that cannot choose one themselves. */
public final class FreePort {
  private static final int FIRST = 10_000;

  /** From here on, Linux gives ports to whoever asks for any: those are taken in no time. */
  private static final int END = 32_768;

  private FreePort() {}

  /** A port that was free for UDP and TCP a moment ago. */
  public static int find() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (var _ = new ServerSocket(port, 1, loopback);
          var _ = new DatagramSocket(port, loopback)) {
        return port;
      } catch (IOException _) {
        // taken: the next one
      }
    }
  }
}
