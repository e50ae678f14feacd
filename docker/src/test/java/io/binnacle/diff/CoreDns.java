// SPDX-License-Identifier: Apache-2.0
package io.binnacle.diff;

import io.binnacle.testing.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A CoreDNS, as a process of its own.
 *
 * <p><i>Confined to one thread.</i>
 */
final class CoreDns implements AutoCloseable {
  private static final String STARTED = "CoreDNS-";
  private static final int PATIENCE_SECONDS = 5;
  private static final int TRIES = 5;

  private final Process process;
  private final Thread killer;
  private final Path corefile;
  private final int port;
  private String version = "";

  private CoreDns(Process process, Path corefile, int port) {
    this.process = process;
    this.corefile = corefile;
    this.port = port;
    this.killer = new Thread(process::destroyForcibly);
  }

  /**
   * Starts it on a free port; returns once it listens.
   *
   * @param corefile makes the Corefile for that port
   */
  static CoreDns start(String binary, IntFunction<String> corefile) throws IOException {
    for (int tried = 1; ; tried++) {
      int port = FreePort.find();
      Path file =
          Files.writeString(Files.createTempFile("Corefile", ".diff"), corefile.apply(port));
      Process process =
          new ProcessBuilder(binary, "-conf", file.toString()).redirectErrorStream(true).start();
      CoreDns started = new CoreDns(process, file, port);
      Runtime.getRuntime().addShutdownHook(started.killer);
      String said = started.awaitStart();
      if (!started.version.isEmpty()) {
        return started;
      }
      started.close();
      if (tried == TRIES) { // not that somebody else has taken the port
        throw new IOException("CoreDNS does not start:\n" + said);
      }
    }
  }

  /** Waits until it has started or ended; what it said until then. */
  private String awaitStart() throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith(STARTED)) {
        version = line;
        Thread.ofVirtual().start(() -> drain(output));
        break;
      }
    }
    return said.toString();
  }

  /** A process whose output nobody reads waits for ever. */
  private static void drain(BufferedReader output) {
    try (output) {
      output.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      // it has ended
    }
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  String version() {
    return version;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
    Files.delete(corefile);
  }
}
