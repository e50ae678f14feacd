// SPDX-License-Identifier: Apache-2.0
package io.binnacle.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.binnacle.testing.DnsClient;
import io.binnacle.testing.FreePort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * The distribution when it runs out of something: it goes on serving, or ends with a line and a
 * code that say why.
 */
class DisasterIT {
  private static final int OUT_OF_MEMORY = 3;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  private int port;
  private int httpPort;
  private @Nullable Process process;

  @BeforeEach
  void configure() throws IOException {
    port = FreePort.find();
    httpPort = FreePort.find();
    Files.writeString(folder.resolve("hosts"), "192.0.2.1 www.example.org\n");
    Files.writeString(
        folder.resolve("Corefile"),
        """
        .:%d {
          bind 127.0.0.1
          prometheus 127.0.0.1:%d
          ready 127.0.0.1:%d
          log
          hosts hosts {
            reload 10ms
          }
        }
        """
            .formatted(port, httpPort, httpPort));
  }

  @AfterEach
  void kill() {
    Optional.ofNullable(process).ifPresent(Process::destroyForcibly);
  }

  /** Starts it, and waits until it is ready. */
  private Process start(Redirect output, String options) throws Exception {
    Process started = begin(output, options);
    while (get("/ready").isEmpty()) {
      assertThat(started.isAlive()).isTrue();
    }
    return started;
  }

  private Process begin(Redirect output, String options) throws IOException {
    Path binnacle = House.files("docker/target", "bin/binnacle").getFirst();
    ProcessBuilder builder = new ProcessBuilder(binnacle.toString()).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(output);
    builder.environment().put("BINNACLE_JAVA_OPTS", options);
    Process started = builder.start();
    process = started;
    return started;
  }

  /** What it says by HTTP; nothing if that is not OK. */
  private String get(String path) throws IOException {
    try (InputStream body =
        URI.create("http://127.0.0.1:" + httpPort + path).toURL().openStream()) {
      return new String(body.readAllBytes(), UTF_8);
    } catch (IOException e) { // nobody listens yet, or 503
      return "";
    }
  }

  private void assertAnswersByUdp() throws IOException {
    assertAnswers(DnsClient.udp(new InetSocketAddress(LOOPBACK, port)));
  }

  private static void assertAnswers(DnsClient client) throws IOException {
    assertThat(client.ask("www.example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  private static void assertEndsInOrder(Process process) throws Exception {
    process.destroy();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aFullHeapEndsIt() throws Exception {
    Process full = start(Redirect.PIPE, "-Xmx24m");

    Path many = folder.resolve("many");
    try (var out = Files.newBufferedWriter(many)) {
      for (int i = 0; i < 500_000; i++) {
        out.write("192.0.2.1 host-%d.example.org\n".formatted(i));
      }
    }
    Files.move(many, folder.resolve("hosts"), REPLACE_EXISTING);

    assertThat(full.inputReader().lines())
        .contains("Terminating due to java.lang.OutOfMemoryError: Java heap space");
    assertThat(full.waitFor()).isEqualTo(OUT_OF_MEMORY);
  }

  @Test
  void withoutMemoryForBuffersItDoesNotStart() throws Exception {
    Process starved = begin(Redirect.PIPE, "-XX:MaxDirectMemorySize=300k");

    assertThat(starved.inputReader().lines())
        .singleElement()
        .asString()
        .startsWith("binnacle: out of memory: ");
    assertThat(starved.waitFor()).isEqualTo(OUT_OF_MEMORY);
  }

  @Test
  void withoutFilesForConnectionsItServesByUdpAndAcceptsThemLater() throws Exception {
    Process starved = start(Redirect.PIPE, "");
    Path files = Path.of("/proc", "" + starved.pid(), "fd");
    assumeTrue(Files.isDirectory(files));
    assertAnswersByUdp();
    limitFiles(starved, count(files) + 5);

    List<Socket> connections = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      connections.add(new Socket(LOOPBACK, port));
    }
    awaitLine(starved.inputReader(), "(tcp): no connections are accepted for 1 s");
    assertAnswersByUdp();
    for (Socket connection : connections) {
      connection.close();
    }

    assertAnswers(DnsClient.tcp(new InetSocketAddress(LOOPBACK, port)));
    assertEndsInOrder(starved);
  }

  private static int count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int) files.count();
    }
  }

  private static void limitFiles(Process process, int limit) throws Exception {
    Process prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", "" + process.pid(), "--nofile=%d:%d".formatted(limit, limit))
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }

  private static void awaitLine(BufferedReader out, String text) throws IOException {
    String line = "";
    while (!line.contains(text)) {
      line = out.readLine();
      assertThat(line).isNotNull();
    }
  }

  @Test
  void aFullDiskLosesLinesAndCountsThem() throws Exception {
    File full = new File("/dev/full");
    assumeTrue(full.exists());

    Process process = start(Redirect.to(full), "");
    do {
      assertAnswersByUdp();
    } while (lostLines() == 0);

    assertEndsInOrder(process);
  }

  @Test
  void anOutputThatIsClosedLosesLinesAndCountsThem() throws Exception {
    Process process = start(Redirect.PIPE, "");

    process.getInputStream().close();
    do {
      assertAnswersByUdp();
    } while (lostLines() == 0);

    assertEndsInOrder(process);
  }

  private double lostLines() throws Exception {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith("binnacle_log_lost_lines_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }
}
