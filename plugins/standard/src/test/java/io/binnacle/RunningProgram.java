// SPDX-License-Identifier: Apache-2.0
package io.binnacle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own; killed in the end, so that no test waits for ever. */
public final class RunningProgram implements AutoCloseable {
  private static final int LONGEST_SECONDS = 50; // less than JUnit waits, in vain for a read

  private final Process process;
  private final BufferedReader out;

  private RunningProgram(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  /** Starts it in this folder with these words. */
  public static RunningProgram start(Path directory, String... words) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath,
            "io.binnacle.Main"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    return new RunningProgram(process);
  }

  /** Lines up to the first that contains this text. */
  public List<String> readUntil(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = "";
    while (!line.contains(text)) {
      line = out.readLine();
      assertThat(line).as("output, after %s", lines).isNotNull();
      lines.add(line);
    }
    return lines;
  }

  /** What it prints until it ends. */
  public List<String> remaining() {
    return out.lines().toList();
  }

  /** Sends it a signal, such as {@code TERM}. */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Waits for its end. */
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
