// SPDX-License-Identifier: Apache-2.0

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server in processes of its own. */
final class Subject implements AutoCloseable {
  private static final int START_SECONDS = 30;
  private static final int STOP_SECONDS = 10;

  private final String name;
  private final Process process;
  private final int port;
  private final Path log;

  private Subject(String name, Process process, int port, Path log) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts a command on some cores; its output goes to a file in the folder. */
  static Subject start(String name, Path folder, String cores, int port, List<String> command)
      throws IOException {
    Files.createDirectories(folder);
    Path log = folder.resolve("log");
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
    pinned.addAll(command);
    Process process =
        new ProcessBuilder(pinned)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Subject subject = new Subject(name, process, port, log);
    Runtime.getRuntime().addShutdownHook(new Thread(subject::close));
    return subject;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  Path log() {
    return log;
  }

  long pid() {
    return process.pid();
  }

  /** Its processes, with commas between. */
  String pids() {
    return processes().map(handle -> String.valueOf(handle.pid())).collect(Collectors.joining(","));
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  /** Memory that is its own. */
  long residentKilobytes() {
    return processes().mapToLong(handle -> resident(handle.pid())).sum();
  }

  private static long resident(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers a name. */
  Subject awaitAnswer(String name) throws IOException {
    long end = System.nanoTime() + SECONDS.toNanos(START_SECONDS);
    while (!Probe.isAnswered(port, name)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException(this.name + " does not answer:\n" + Files.readString(log));
      }
    }
    return this;
  }

  @Override
  public void close() {
    List<ProcessHandle> all = processes().toList();
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(STOP_SECONDS, SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
