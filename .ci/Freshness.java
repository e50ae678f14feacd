// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a server answers.
 *
 * <pre>{@code
 * event PORT URI TIMES   after an endpoint has changed: from before the API server is told to change it
 * stall PORT FILE SECONDS   names of a file, one each millisecond: from when it was due
 * }</pre>
 */
final class Freshness {
  private final DatagramSocket socket = new DatagramSocket();
  private final DatagramPacket response = new DatagramPacket(new byte[512], 512);

  private Freshness(int port) throws IOException {
    socket.connect(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(1000);
  }

  public static void main(String[] arguments) throws Exception {
    Freshness freshness = new Freshness(Integer.parseInt(arguments[1]));
    int number = Integer.parseInt(arguments[3]);
    switch (arguments[0]) {
      case "event" -> print(freshness.changes(URI.create(arguments[2] + "/-/events?rate=1&seconds=1&service=0"), number));
      case "stall" -> print(freshness.ask(Files.readAllLines(Path.of(arguments[2])), number));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void print(double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "%.2f | %.2f | %.2f | %.2f%n",
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        millis[(int) (millis.length * 999L / 1000)],
        millis[millis.length - 1]);
  }

  private double[] changes(URI event, int times) throws IOException, InterruptedException {
    double[] millis = new double[times];
    for (int i = -200; i < times; i++) {
      double took = change(event);
      if (i >= 0) {
        millis[i] = took;
      }
      Thread.sleep(Duration.ofMillis(10));
    }
    return millis;
  }

  /** A second is not counted: what this program needs to get going. */
  private double[] ask(List<String> names, int seconds) throws IOException {
    double[] millis = new double[seconds * 1000];
    long start = System.nanoTime();
    for (int i = -1000; i < millis.length; i++) {
      long due = start + (i + 1000) * 1_000_000L;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      byte[] query = query(names.get((i + 1000) % names.size()).split(" ")[0]);
      socket.send(new DatagramPacket(query, query.length));
      try {
        socket.receive(response);
      } catch (SocketTimeoutException e) {
        // it counts as a second
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - due) / 1e6;
      }
    }
    return millis;
  }

  private double change(URI event) throws IOException {
    long start = System.nanoTime();
    String[] changed = get(event).split("\\s+");
    byte[] query = query(changed[1].replace('.', '-') + "." + changed[0] + ".svc.cluster.local");
    do {
      LockSupport.parkNanos(100_000); // leaves the server time for the event
      socket.send(new DatagramPacket(query, query.length));
      socket.receive(response);
    } while ((response.getData()[3] & 0x0f) != 0);
    return (System.nanoTime() - start) / 1e6;
  }

  /** In one breath: the JDK's own client takes milliseconds until it is warm. */
  private static String get(URI uri) throws IOException {
    try (Socket http = new Socket(uri.getHost(), uri.getPort())) {
      http.getOutputStream().write(("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.0\r\n\r\n").getBytes(US_ASCII));
      String response = new String(http.getInputStream().readAllBytes(), US_ASCII);
      return response.substring(response.indexOf("\r\n\r\n") + 4);
    }
  }

  /** A question for an A record. */
  private static byte[] query(String name) {
    ByteBuffer query = ByteBuffer.allocate(512).put(new byte[] {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      query.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    query.put(new byte[] {0, 0, 1, 0, 1});
    return Arrays.copyOf(query.array(), query.position());
  }
}
