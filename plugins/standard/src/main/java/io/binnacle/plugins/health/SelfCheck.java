// SPDX-License-Identifier: Apache-2.0
package io.binnacle.plugins.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.binnacle.corefile.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the server as a kubelet would, once a second: what takes long here takes long there.
 *
 * <p><i>Confined to its thread.</i>
 */
final class SelfCheck implements Runnable {
  private static final Logger logger = LoggerFactory.getLogger(SelfCheck.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int PATIENCE_MILLIS = 3000;
  private static final byte[] REQUEST =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
  private static final String OK = "HTTP/1.1 200 ";

  private final HostPort address;
  private final HealthMetrics metrics;

  SelfCheck(HostPort address, HealthMetrics metrics) {
    this.address = address;
    this.metrics = metrics;
  }

  /** Begins to probe, until what is returned is closed. */
  AutoCloseable start() {
    Thread thread = Thread.ofVirtual().name("health").start(this);
    return thread::interrupt;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        probe();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** Probes once. */
  void probe() {
    long start = System.nanoTime();
    try {
      String status = statusLine();
      double seconds = (System.nanoTime() - start) / 1e9;
      metrics.answered(seconds);
      if (!status.startsWith(OK)) {
        metrics.failed();
        logger.warn("Local health request to \"{}\" got \"{}\"", address, status);
      } else if (seconds > 1) {
        logger.warn("Local health request to \"{}\" took {}s", address, seconds);
      }
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) { // else it was closed meanwhile
        metrics.failed();
        logger.warn("Local health request to \"{}\" failed: {}", address, e.getMessage());
      }
    }
  }

  private String statusLine() throws IOException {
    InetAddress host =
        address.host().isEmpty()
            ? InetAddress.getLoopbackAddress()
            : InetAddress.getByName(address.host());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, address.port()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(REQUEST);
      byte[] answer = socket.getInputStream().readNBytes(OK.length());
      return new String(answer, US_ASCII);
    }
  }
}
