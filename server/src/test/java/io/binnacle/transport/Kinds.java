// SPDX-License-Identifier: Apache-2.0
package io.binnacle.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What listeners are tested with: each kind of sockets, with IPv4 and IPv6. */
final class Kinds {
  private Kinds() {}

  static Stream<Arguments> all() {
    return Arrays.stream(Sockets.values())
        .flatMap(
            kind -> List.of("127.0.0.1", "::1").stream().map(host -> Arguments.of(kind, host)));
  }

  /** This address, written in numbers, and port. */
  static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  /** Tries again and again: the JDK frees a port not when a channel is closed, but soon after. */
  static <T> T untilDone(Callable<T> attempt) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return attempt.call();
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
